import { resolve4 } from 'node:dns/promises'
import { chown, mkdir, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { writePrivateFile } from '../local/private-file.ts'
import { loadSecrets } from '../local/secrets.ts'
import { readSettings } from './front.ts'
import { findMediaAddress } from './media-address.ts'
import { type Place, secretFiles } from './secret-files.ts'

/** Every program of the composition runs as this user; which volumes it is given decides what it can read. */
const user = 1000

/** Makes this machine's secrets on the first run and hands each program what it needs; later runs keep them. */
const makeSecrets = async ({ root, place }: { root: string; place: Place }): Promise<void> => {
  const secrets = await loadSecrets(join(root, 'kept'))
  for (const [volume, files] of Object.entries(secretFiles(secrets, place))) {
    await mkdir(join(root, volume), { recursive: true })
    for (const [name, content] of Object.entries(files)) {
      const path = join(root, volume, name)
      await writePrivateFile(path, content)
      await chown(path, user, user)
    }
  }
  for (const folder of await readdir('/data')) await chown(join('/data', folder), user, user)
}

const main = async () => {
  const { media, front } = readSettings(process.env)
  const mediaAddress = await findMediaAddress(media, resolve4)
  await makeSecrets({ root: '/secrets', place: { mediaAddress, front } })
  console.info(`Secrets and settings are in their volumes; browsers are told ${mediaAddress} for sound and picture.`)
}

await main().catch((error: Error) => {
  console.error(error.message)
  process.exitCode = 1
})
