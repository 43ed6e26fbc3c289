import { type Check, type CheckName, type Finding, failed, type Result, type Status } from './check.ts'
import { Trouble } from './http.ts'
import { inPlainWords } from './plain-words.ts'
import type { Visit } from './visit.ts'

export interface Running {
  readonly visit: Visit
  /** Those that the caller does not want. */
  readonly skip: ReadonlySet<CheckName>
  /** Aborted when the visit is to be broken off. */
  readonly stop: AbortSignal
  /** Called as each is done. */
  readonly onResult?: (result: Result) => void
}

const passed = (status: Status | undefined) => status === 'ok' || status === 'warning'

/** Why it makes no sense to run it, with the first failure in the row; undefined when it does make sense. */
export const reasonToSkip = (check: Check, done: ReadonlyMap<string, Result>): string | undefined => {
  const blocking = check.needs.map((name) => done.get(name)).find((result) => !passed(result?.status))
  if (blocking) return blocking.because ?? `${blocking.title} failed`
  const choices = check.needsOneOf
  if (!choices || choices.some((name) => passed(done.get(name)?.status))) return undefined
  return `none of ${choices.map((name) => done.get(name)?.title ?? name).join(', ')} worked`
}

const explain = (error: unknown): Finding =>
  error instanceof Trouble ? failed(error.message, ...error.fix) : failed(`It ${inPlainWords(error)}.`)

/** Runs one and gives it up at its limit, even where it does not listen to the signal. */
const runOne = async (check: Check, { visit, stop }: Pick<Running, 'visit' | 'stop'>): Promise<Finding> => {
  const late = AbortSignal.timeout(check.limit)
  const signal = AbortSignal.any([stop, late])
  const given = Promise.withResolvers<Finding>()
  const giveUp = () => given.resolve(failed(`It took longer than ${check.limit / 1_000} s.`))
  signal.addEventListener('abort', () => setTimeout(giveUp, 500).unref(), { once: true })
  return Promise.race([check.run(visit, signal).catch(explain), given.promise])
}

const interrupted = 'the doctor was interrupted'

const skipped = ({ name, title }: Check, because: string): Result => ({
  ...{ name, title },
  status: 'skipped',
  detail: `Skipped: ${because}.`,
  because,
  ms: 0,
})

/** Milliseconds for everything that is to be undone. */
const longestCleanUp = 15_000

/** Ends what the visit has begun. */
const cleanUp = async (visit: Visit): Promise<Result> => {
  const start = performance.now()
  const result = { name: 'cleanup', title: 'Cleaning up' } as const
  const tooLong = new Promise<never>((_, reject) => {
    setTimeout(() => reject(new Error(`Cleaning up took longer than ${longestCleanUp / 1_000} s.`)), longestCleanUp).unref()
  })
  const finding = await Promise.race([visit.undo.disposeAsync(), tooLong]).then(
    (): Finding => ({ status: 'ok', detail: visit.found.meeting ? 'The meeting has been ended.' : 'There was nothing to undo.' }),
    (error: unknown): Finding => ({ status: 'warning', detail: error instanceof Error ? error.message : String(error) }),
  )
  return { ...result, ...finding, ms: Math.round(performance.now() - start) }
}

/** Runs the checks in their order; one that hangs on another that failed is skipped. Cleans up in any case. */
export const runChecks = async (checks: readonly Check[], running: Running): Promise<readonly Result[]> => {
  const { visit, skip, stop, onResult } = running
  const done = new Map<string, Result>()
  const note = (result: Result) => {
    done.set(result.name, result)
    onResult?.(result)
  }
  for (const check of checks) {
    const why = stop.aborted ? interrupted : skip.has(check.name) ? 'as asked' : reasonToSkip(check, done)
    if (why !== undefined) {
      note(skipped(check, why))
      continue
    }
    const start = performance.now()
    const finding = await runOne(check, running)
    // What a check says when it was cut short would be taken for a failure of the hop.
    if (stop.aborted && finding.status !== 'ok') {
      note(skipped(check, interrupted))
      continue
    }
    note({ name: check.name, title: check.title, ...finding, ms: Math.round(performance.now() - start) })
  }
  note(await cleanUp(visit))
  return [...done.values()]
}
