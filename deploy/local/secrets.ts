import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writePrivateFile } from './private-file.ts'

export interface Secrets {
  readonly livekitApiKey: string
  readonly livekitApiSecret: string
  readonly redisPassword: string
  readonly natsToken: string
  /** Seals the recovery records of meetings. */
  readonly stateSecret: string
  /** Signs the cookie that a browser is known by. */
  readonly cookieSecret: string
}

/** From the system's random source; letters and digits only, so that they fit into any URL and any configuration file. */
export const createSecrets = (): Secrets => ({
  livekitApiKey: `API${randomBytes(8).toString('hex')}`,
  livekitApiSecret: randomBytes(32).toString('hex'),
  redisPassword: randomBytes(32).toString('hex'),
  natsToken: randomBytes(32).toString('hex'),
  stateSecret: randomBytes(32).toString('hex'),
  cookieSecret: randomBytes(32).toString('hex'),
})

/** The secrets of this data folder; those that are missing are made. */
export const loadSecrets = async (dataDir: string): Promise<Secrets> => {
  const path = join(dataDir, 'secrets.json')
  const kept = await readFile(path, 'utf8').catch(() => undefined)
  const known = kept ? (JSON.parse(kept) as Partial<Secrets>) : {}
  // An earlier release made fewer of them.
  const secrets = { ...createSecrets(), ...known }
  if (Object.keys(secrets).length > Object.keys(known).length) await writePrivateFile(path, JSON.stringify(secrets, null, 2))
  return secrets
}
