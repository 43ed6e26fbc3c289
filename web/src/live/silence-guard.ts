/** Milliseconds without a byte after which a page that was asleep does not trust its connection any more. */
const doubtful = 20_000

export interface SilenceGuard extends Disposable {
  /** Aborts when nothing was heard for too long, or when the guard goes. */
  readonly signal: AbortSignal
  heard(): void
  /** For a page that has just woken up, whose timers slept too. True when it gave up. */
  leaveIfDoubtful(): boolean
}

/** Gives up a connection on which nothing has come for `patience` milliseconds. */
export const createSilenceGuard = (patience: number): SilenceGuard => {
  const giving = new AbortController()
  let last = Date.now()
  let timer: ReturnType<typeof setTimeout> | undefined
  const heard = () => {
    last = Date.now()
    clearTimeout(timer)
    timer = setTimeout(() => giving.abort(), patience)
  }
  heard()
  return {
    signal: giving.signal,
    heard,
    leaveIfDoubtful() {
      const leave = !giving.signal.aborted && Date.now() - last > Math.min(doubtful, patience)
      if (leave) giving.abort()
      return leave
    },
    [Symbol.dispose]() {
      clearTimeout(timer)
      giving.abort()
    },
  }
}
