import { mkdir, readdir, rm } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { withLock } from './lock.mjs'
import { errorCode, explain, Problem } from './problem.ts'
import { createProgress, type Progress } from './progress.mjs'
import { readVersions, type ServerName, type ServerSource, serverNames } from './versions.ts'
import { quickWays, reasonOf, slowWays, type Way, type WayContext } from './ways.ts'

export interface ProvideOptions {
  readonly env?: NodeJS.ProcessEnv
  readonly cacheDir?: string
  readonly progress?: Progress
  readonly signal?: AbortSignal | undefined
}

/** Where provided programs are kept for every checkout of this user. */
export const cacheFolder = (env: NodeJS.ProcessEnv = process.env): string =>
  env.RUNDE_CACHE || join(env.XDG_CACHE_HOME || join(env.HOME || homedir(), '.cache'), 'runde', 'bin')

const tryEach = async (ways: readonly Way[], { name, progress, signal }: WayContext, failures: string[]): Promise<string | undefined> => {
  for (const way of ways) {
    try {
      const program = await way.attempt()
      progress.end(name, program && failures.length > 0 ? `ready (${way.called})` : undefined)
      if (program) return program
    } catch (error) {
      progress.end(name)
      if (signal?.aborted || errorCode(error) === 'ENOSPC') throw error
      failures.push(`${way.called}: ${reasonOf(error)}`)
      progress.line(`${name}: ${way.called} is no way here (${reasonOf(error)})`)
    }
  }
  return undefined
}

/** What a start that was killed left behind; called by the holder of the lock. */
const removeLeftovers = async ({ cacheDir, name }: WayContext) => {
  const leftovers = (await readdir(cacheDir)).filter((entry) => entry.startsWith(`.${name}-`))
  await Promise.all(leftovers.map((entry) => rm(join(cacheDir, entry), { recursive: true, force: true })))
}

/** Provides one server. @throws Problem that says what was tried and what to do */
export const provideServer = async (name: string, source: ServerSource, options: ProvideOptions = {}): Promise<string> => {
  const { env = process.env, cacheDir = cacheFolder(env), progress = createProgress(process.stderr), signal } = options
  const context: WayContext = { name, version: source.version, cacheDir, source, env, progress, signal }
  const failures: string[] = []
  const onWait = () => progress.line(`${name}: another start is providing it; waiting`)
  try {
    const quick = await tryEach(quickWays(context), context, failures)
    if (quick) return quick
    await mkdir(cacheDir, { recursive: true })
    const slow = async () => {
      await removeLeftovers(context)
      return tryEach(slowWays(context), context, failures)
    }
    const found = await withLock(join(cacheDir, `${name}.lock`), slow, { onWait, ...(signal ? { signal } : {}) })
    if (found) return found
  } catch (error) {
    throw explain(error, cacheDir)
  }
  const tried = failures.length > 0 ? ` Tried: ${failures.join('; ')}.` : ''
  const goHelps = source.go ? ', install Go (https://go.dev/dl),' : ''
  throw new Problem(
    `There is no ${name} here. Connect this machine to the internet${goHelps} or put ${name} ${source.minimum} or newer on PATH.${tried}`,
  )
}

/** Provides the servers side by side. @returns where each program is */
export const provideServers = async <Name extends ServerName = ServerName>(
  options: ProvideOptions & { readonly names?: readonly Name[] } = {},
): Promise<Readonly<Record<Name, string>>> => {
  const names = options.names ?? (serverNames as readonly ServerName[] as readonly Name[])
  const versions = readVersions()
  const progress = options.progress ?? createProgress(process.stderr)
  const failed = new AbortController()
  const signal = options.signal ? AbortSignal.any([options.signal, failed.signal]) : failed.signal
  const provided = names.map(async (name) => {
    try {
      return [name, await provideServer(name, versions[name], { ...options, progress, signal })] as const
    } catch (error) {
      failed.abort(error)
      throw error
    }
  })
  await Promise.allSettled(provided)
  failed.signal.throwIfAborted()
  return Object.fromEntries(await Promise.all(provided)) as Record<Name, string>
}
