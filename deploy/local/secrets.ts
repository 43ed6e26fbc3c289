import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { type NatsUserName, natsUserNames } from '../access/nats-users.ts'
import { type RedisUserName, redisUserNames } from '../access/redis-users.ts'
import { writePrivateFile } from './private-file.ts'

export interface Secrets {
  readonly livekitApiKey: string
  readonly livekitApiSecret: string
  readonly natsPasswords: Readonly<Record<NatsUserName, string>>
  readonly redisPasswords: Readonly<Record<RedisUserName, string>>
  /** Seals the recovery records of meetings. */
  readonly stateSecret: string
  /** Signs the cookie that a browser is known by. */
  readonly cookieSecret: string
}

const secret = () => randomBytes(32).toString('hex')

const passwordsOf = <Name extends string>(names: readonly Name[]) =>
  Object.fromEntries(names.map((name) => [name, secret()])) as Record<Name, string>

/** From the system's random source; letters and digits only, so that they fit into any URL and any configuration file. */
export const createSecrets = (): Secrets => ({
  livekitApiKey: `API${randomBytes(8).toString('hex')}`,
  livekitApiSecret: secret(),
  natsPasswords: passwordsOf(natsUserNames),
  redisPasswords: passwordsOf(redisUserNames),
  stateSecret: secret(),
  cookieSecret: secret(),
})

/** The secrets of this data folder; those that are missing are made. */
export const loadSecrets = async (dataDir: string): Promise<Secrets> => {
  const path = join(dataDir, 'secrets.json')
  const kept = await readFile(path, 'utf8').catch(() => undefined)
  const known = kept ? (JSON.parse(kept) as Partial<Secrets>) : {}
  const made = createSecrets()
  // An earlier release made fewer of them.
  const secrets = {
    ...made,
    ...known,
    natsPasswords: { ...made.natsPasswords, ...known.natsPasswords },
    redisPasswords: { ...made.redisPasswords, ...known.redisPasswords },
  }
  if (!isDeepStrictEqual(secrets, known)) await writePrivateFile(path, JSON.stringify(secrets, null, 2))
  return secrets
}
