import { accessSync, constants } from 'node:fs'
import { chmod, mkdir, mkdtemp, rename, rm } from 'node:fs/promises'
import { delimiter, join } from 'node:path'
import { runCommand } from './run-command.ts'
import { findVersion } from './versions.ts'

const isProgram = (path: string) => {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

export const findOnPath = (name: string, env: NodeJS.ProcessEnv = process.env): string | undefined =>
  (env.PATH ?? '')
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, name))
    .find(isProgram)

/** What the program itself says, which also shows that it is whole and runs here; undefined where it does not. */
export const versionOf = async (
  program: string,
  signal?: AbortSignal,
  args: readonly string[] = ['--version'],
): Promise<string | undefined> => {
  if (!isProgram(program)) return undefined
  try {
    return findVersion(await runCommand(program, args, { signal }))
  } catch (error) {
    if (signal?.aborted) throw error
    return undefined
  }
}

export interface Place {
  readonly name: string
  readonly version: string
  /** The folder that holds every provided program. */
  readonly cacheDir: string
  readonly source?: { readonly versionArgs?: readonly string[] }
}

export const programIn = ({ name, version, cacheDir }: Place): string => join(cacheDir, `${name}-${version}`, name)

/**
 * Lets `fill` make the program in a temporary folder, sees it run, and only then moves it to its place,
 * so that whatever stands in its place is whole.
 *
 * @param fill gives the path of the program inside the folder
 */
export const installProgram = async (place: Place, fill: (folder: string) => Promise<string>, signal?: AbortSignal): Promise<string> => {
  await mkdir(place.cacheDir, { recursive: true })
  const folder = await mkdtemp(join(place.cacheDir, `.${place.name}-`))
  try {
    const made = await fill(folder)
    await mkdir(join(folder, 'whole'))
    const program = join(folder, 'whole', place.name)
    await rename(made, program)
    await chmod(program, 0o755)
    const version = await versionOf(program, signal, place.source?.versionArgs)
    if (version !== place.version)
      throw new Error(version ? `it turned out to be version ${version}` : 'the program does not run on this machine')
    const target = join(place.cacheDir, `${place.name}-${place.version}`)
    await rm(target, { recursive: true, force: true })
    await rename(join(folder, 'whole'), target)
    return programIn(place)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
