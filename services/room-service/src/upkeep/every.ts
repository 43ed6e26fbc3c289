import type { Logger } from '@runde/service-kit/log'

/** Runs `work` again and again, `milliseconds` after its last end; a failure is logged once until it works again.
 * `work` can ask whether to stop early; disposing waits for its last run. */
export const every = (milliseconds: number, work: (stopped: () => boolean) => Promise<void>, log: Logger): AsyncDisposable => {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let failing = false
  const round = async () => {
    try {
      await work(() => stopped)
      failing = false
    } catch (error) {
      if (!failing) log.warn({ err: error }, 'a periodic task failed and goes on trying')
      failing = true
    }
    if (!stopped) timer = setTimeout(start, milliseconds)
  }
  let last = Promise.resolve()
  const start = () => {
    last = round()
  }
  start()
  return {
    async [Symbol.asyncDispose]() {
      stopped = true
      clearTimeout(timer)
      await last
    },
  }
}
