import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readFile, rename, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Problem } from '../local/problem.ts'
import { lengthOfDump } from './dump.ts'
import type { KeptSecrets } from './site.ts'

const format = 1
const manifestName = 'manifest.json'

/** All that is in a backup, beside its manifest. */
export const fileNames = { redis: 'redis.rdb', secrets: 'secrets.json', deadLetters: 'dead-letters.json' } as const
type FileName = (typeof fileNames)[keyof typeof fileNames]

interface Manifest {
  readonly format: typeof format
  /** RFC 3339, when it was begun: whatever was acknowledged before is in it. */
  readonly made_at: string
  readonly made_of: string
  /** About as many, when it was made. */
  readonly meetings: number
  readonly files: Readonly<Record<string, { readonly bytes: number; readonly sha256: string }>>
}

export interface Backup extends Pick<Manifest, 'made_at' | 'meetings'> {
  readonly redis: { readonly path: string; readonly sha256: string }
  readonly secrets: KeptSecrets
}

const seal = async (path: string): Promise<{ bytes: number; sha256: string }> => {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer)
  return { bytes: (await stat(path)).size, sha256: hash.digest('hex') }
}

const sync = async (path: string) => {
  await using file = await open(path)
  await file.sync()
}

/**
 * Makes the dated folder of a backup: `fill` writes its files. It has another name until everything is on disk, so that a folder
 * with the right name is whole.
 */
export const writeBackupFolder = async (
  to: string,
  made: Pick<Manifest, 'made_at' | 'made_of'>,
  fill: (folder: string) => Promise<Pick<Manifest, 'meetings'>>,
): Promise<string> => {
  const folder = join(to, `runde-${made.made_at.replace(/\.\d+/, '').replaceAll(':', '-')}`)
  const partial = `${folder}.partial`
  await mkdir(to, { recursive: true })
  await mkdir(partial, { mode: 0o700 })
  try {
    const { meetings } = await fill(partial)
    const files: Record<string, { bytes: number; sha256: string }> = {}
    for (const name of Object.values(fileNames)) files[name] = await seal(join(partial, name))
    const manifest = await open(join(partial, manifestName), 'wx', 0o600)
    await manifest.writeFile(`${JSON.stringify({ format, ...made, meetings, files } satisfies Manifest, null, 2)}\n`)
    await manifest.close()
    for (const name of [...Object.values(fileNames), manifestName, '.']) await sync(join(partial, name))
    await rename(partial, folder)
  } catch (error) {
    // Half of it is of no use, and holds secrets.
    await rm(partial, { recursive: true, force: true })
    throw error
  }
  return folder
}

const readManifest = async (folder: string): Promise<Manifest> => {
  const text = await readFile(join(folder, manifestName), 'utf8').catch((cause) => {
    throw new Problem(`${folder} is no backup: ${manifestName} is missing. One that was interrupted ends in .partial: make another.`, {
      cause,
    })
  })
  const manifest = await new Promise<Manifest>((resolve) => resolve(JSON.parse(text))).catch((cause) => {
    throw new Problem(`${manifestName} in ${folder} is broken. Take another backup.`, { cause })
  })
  if (manifest.format !== format)
    throw new Problem(`${folder} was made by another release, in format ${manifest.format}: restore it by that one.`)
  return manifest
}

const checkFile = async (folder: string, name: FileName, { files }: Manifest): Promise<void> => {
  const found = await seal(join(folder, name)).catch(() => undefined)
  const wanted = files[name]
  if (!found || !wanted) throw new Problem(`${name} is missing in ${folder}. Take another backup.`)
  if (found.bytes !== wanted.bytes || found.sha256 !== wanted.sha256)
    throw new Problem(`${name} in ${folder} is not as it was written (its checksum differs). Take another backup.`)
}

/** Reads and checks all of it. @throws Problem when anything is missing, or is not as it was written */
export const readBackupFolder = async (folder: string): Promise<Backup> => {
  const manifest = await readManifest(folder)
  for (const name of Object.values(fileNames)) await checkFile(folder, name, manifest)
  const path = join(folder, fileNames.redis)
  await lengthOfDump(path)
  const { made_at, meetings, files } = manifest
  const secrets = JSON.parse(await readFile(join(folder, fileNames.secrets), 'utf8')) as KeptSecrets
  return { made_at, meetings, secrets, redis: { path, sha256: files[fileNames.redis]?.sha256 ?? '' } }
}
