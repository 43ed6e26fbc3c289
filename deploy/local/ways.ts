import { readdir } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { download } from './download.ts'
import { findOnPath, installProgram, type Place, programIn, versionOf } from './programs.ts'
import type { Progress } from './progress.mjs'
import { CommandError, runCommand } from './run-command.ts'
import { systemPackages } from './system-packages.ts'
import { compareVersions, type ServerSource } from './versions.ts'

export interface Way {
  readonly called: string
  /** Gives the program's path, undefined where this way does not exist here; throws where it failed. */
  readonly attempt: () => Promise<string | undefined>
}

export interface WayContext extends Place {
  readonly source: ServerSource
  readonly env: NodeJS.ProcessEnv
  readonly progress: Progress
  readonly signal?: AbortSignal | undefined
}

const installed = async ({ name, source, env, signal }: WayContext) => {
  const program = findOnPath(name, env)
  if (!program) return undefined
  const version = await versionOf(program, signal, source.versionArgs)
  if (version && compareVersions(version, source.minimum) >= 0) return program
  throw new Error(`${program} is ${version ?? 'of unknown version'} and at least ${source.minimum} is needed`)
}

const cached = async (context: WayContext) => {
  const program = programIn(context)
  return (await versionOf(program, context.signal, context.source.versionArgs)) === context.version ? program : undefined
}

const megabytes = (bytes: number) => (bytes / 1_000_000).toFixed(1)

const released = async (context: WayContext) => {
  const { name, version, source, progress, signal } = context
  const archive = source.release?.archives[`${process.platform}-${process.arch}`]
  if (!source.release || !archive) return undefined
  const url = new URL(archive.file, source.release.url).href
  progress.start(name, `downloading the official release ${version} from ${new URL(url).hostname}`)
  return installProgram(
    context,
    async (folder) => {
      const file = join(folder, archive.file)
      const onProgress = (received: number, total?: number) =>
        progress.update(name, `downloading, ${megabytes(received)}${total ? ` of ${megabytes(total)}` : ''} MB`)
      const sha256 = await download(url, file, { signal, onProgress })
      if (sha256 !== archive.sha256) throw new Error(`the checksum of ${url} is ${sha256}, not ${archive.sha256}`)
      await runCommand('tar', ['-xzf', file, '-C', folder], { signal })
      const found = (await readdir(folder, { recursive: true })).find((path) => basename(path) === name)
      if (!found) throw new Error(`${archive.file} holds no ${name}`)
      return join(folder, found)
    },
    signal,
  )
}

const compiled = async (context: WayContext) => {
  const { name, version, source, env, progress, signal } = context
  const go = source.go && findOnPath('go', env)
  if (!source.go || !go) return undefined
  const { module, binary, packages: expected, ldflags } = source.go
  progress.start(name, `compiling ${version} with Go, which takes minutes; downloading its modules`)
  return installProgram(
    context,
    async (folder) => {
      let packages = 0
      const onLine = (line: string) => {
        if (!/^[\w.~-]+(\/[\w.~-]+)*$/.test(line)) return
        packages += 1
        progress.update(name, `compiling ${version} with Go, ${packages} of about ${expected} packages`)
      }
      await runCommand(go, ['install', '-v', '-trimpath', ...(ldflags ? ['-ldflags', ldflags] : []), `${module}@v${version}`], {
        env: { ...env, GOBIN: folder, CGO_ENABLED: '0' },
        signal,
        onLine,
      })
      return join(folder, binary)
    },
    signal,
  )
}

const packaged = async (context: WayContext) => {
  const { name, source, env, progress, signal } = context
  const packages = source.packages && systemPackages(source.packages, env)
  if (!packages) return undefined
  if (!packages.allowed) throw new Error(`only root may install packages: type ${packages.command}`)
  progress.start(name, `installing by ${packages.manager}`)
  await packages.install({ signal, onLine: (line) => progress.update(name, `installing by ${packages.manager}: ${line.slice(0, 40)}`) })
  return installed(context)
}

/** What went wrong, in the words of whoever knows: the tool's last line where there is one. */
export const reasonOf = (error: unknown): string => {
  if (error instanceof CommandError && error.output) return `${error.message}: ${error.output.split('\n').findLast((line) => line.trim())}`
  return error instanceof Error ? error.message : String(error)
}

export const quickWays = (context: WayContext): readonly Way[] => [
  { called: 'the installed program', attempt: () => installed(context) },
  { called: 'the cache', attempt: () => cached(context) },
]

export const slowWays = (context: WayContext): readonly Way[] => [
  { called: 'the cache', attempt: () => cached(context) },
  { called: 'the official release', attempt: () => released(context) },
  { called: 'compiling with Go', attempt: () => compiled(context) },
  { called: "the system's packages", attempt: () => packaged(context) },
]
