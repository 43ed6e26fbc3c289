import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writePrivateFile } from './private-file.ts'

export interface Secrets {
  readonly livekitApiKey: string
  readonly livekitApiSecret: string
  readonly redisPassword: string
  readonly natsToken: string
}

/** From the system's random source; letters and digits only, so that they fit into any URL and any configuration file. */
export const createSecrets = (): Secrets => ({
  livekitApiKey: `API${randomBytes(8).toString('hex')}`,
  livekitApiSecret: randomBytes(32).toString('hex'),
  redisPassword: randomBytes(32).toString('hex'),
  natsToken: randomBytes(32).toString('hex'),
})

/** The secrets of this data folder, made on the first start. */
export const loadSecrets = async (dataDir: string): Promise<Secrets> => {
  const path = join(dataDir, 'secrets.json')
  const kept = await readFile(path, 'utf8').catch(() => undefined)
  if (kept) return JSON.parse(kept)
  const secrets = createSecrets()
  await writePrivateFile(path, JSON.stringify(secrets, null, 2))
  return secrets
}
