import { chown, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { writePrivateFile } from '../local/private-file.ts'
import { loadSecrets } from '../local/secrets.ts'
import { secretFiles } from './secret-files.ts'

/** Every program of the composition runs as this user; which volumes it is given decides what it can read. */
const user = 1000

/** Makes this machine's secrets on the first run and hands each program what it needs; later runs keep them. */
const makeSecrets = async ({ root, mediaAddress }: { root: string; mediaAddress: string }): Promise<void> => {
  const secrets = await loadSecrets(join(root, 'kept'))
  for (const [volume, files] of Object.entries(secretFiles(secrets, mediaAddress))) {
    await mkdir(join(root, volume), { recursive: true })
    for (const [name, content] of Object.entries(files)) {
      const path = join(root, volume, name)
      await writePrivateFile(path, content)
      await chown(path, user, user)
    }
  }
  for (const folder of ['/data/redis', '/data/nats']) await chown(folder, user, user)
}

await makeSecrets({ root: '/secrets', mediaAddress: process.env.MEDIA_ADDRESS || '127.0.0.1' })
console.info('Secrets and settings are in their volumes.')
