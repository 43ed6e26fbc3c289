export interface StopSignals {
  /** Aborts at the first wish to stop. */
  readonly signal: AbortSignal
  /** What the second wish does. */
  readonly onImpatience: (act: () => void) => void
}

/** One press of Ctrl-C can arrive more than once: from the terminal and from the programs between it and us. */
const samePress = 700

/** Ctrl-C, SIGTERM, the closing of the terminal and the end of the bootstrap all mean: stop. */
export const listenForStop = (onStop: () => void): StopSignals => {
  const controller = new AbortController()
  let act: (() => void) | undefined
  let first = 0
  const stop = () => {
    if (!controller.signal.aborted) {
      first = Date.now()
      onStop()
      controller.abort(new Error('stopped'))
    } else if (Date.now() - first > samePress) act?.()
  }
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, stop)
  return {
    signal: controller.signal,
    onImpatience: (impatient) => {
      act = impatient
    },
  }
}
