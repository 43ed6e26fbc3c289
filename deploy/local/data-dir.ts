import { existsSync } from 'node:fs'
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readHolder, tryLock } from './lock.mjs'
import { explain, Problem } from './problem.ts'

export interface DataDir extends Disposable {
  readonly path: string
  /** An existing folder of this name inside. */
  readonly folder: (name: string) => Promise<string>
  readonly file: (name: string) => string
  /** Deletes everything that it holds. */
  readonly reset: () => Promise<void>
}

const marker = 'this-is-rundes-data'
const lockName = 'running.json'

const claim = async (path: string) => {
  await mkdir(path, { recursive: true, mode: 0o700 })
  if (existsSync(join(path, marker))) return
  if ((await readdir(path)).length > 0)
    throw new Problem(`${path} holds something that is not Runde's. Name another folder: --data-dir DIR`)
  await writeFile(join(path, marker), 'Made by npm start. --reset deletes what this folder holds.\n')
}

/**
 * Opens the folder for one start at a time.
 *
 * @param url the address that a second start is told
 * @throws Problem where another start uses it, or where it is not ours
 */
export const openDataDir = async (path: string, url: string): Promise<DataDir> => {
  try {
    await claim(path)
    const lock = tryLock(join(path, lockName), { url })
    if (!lock) {
      const holder = readHolder(join(path, lockName))
      const where = holder ? ` at ${holder.url} (process ${holder.pid})` : ''
      throw new Problem(`Runde runs already${where}. Open that, end it with Ctrl-C, or start another with --port and --data-dir`)
    }
    return {
      path,
      file: (name) => join(path, name),
      folder: async (name) => {
        await mkdir(join(path, name), { recursive: true, mode: 0o700 })
        return join(path, name)
      },
      reset: async () => {
        const entries = (await readdir(path)).filter((entry) => entry !== marker && entry !== lockName)
        await Promise.all(entries.map((entry) => rm(join(path, entry), { recursive: true, force: true })))
      },
      [Symbol.dispose]: lock.release,
    }
  } catch (error) {
    throw explain(error, path)
  }
}
