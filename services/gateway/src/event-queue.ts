export interface EventQueue<Next> extends Disposable {
  put(next: Next): void
  /** Lets it run, from `first` on. Until then it only collects. */
  start(first: readonly Next[]): void
}

/**
 * Hands on one after the other: a look at the meeting must not be overtaken by what comes after it. Runs `end` once `tell` has
 * said that there is nothing more, or has failed.
 */
export const createEventQueue = <Next>(tell: (next: Next) => Promise<boolean>, end: () => void): EventQueue<Next> => {
  const waiting: Next[] = []
  let running = true
  let over = false
  const finish = () => {
    if (over) return
    over = true
    end()
  }
  const run = async () => {
    for (let next = waiting.shift(); next !== undefined && !over; next = waiting.shift()) if (await tell(next)) finish()
  }
  const flow = () => {
    if (running || over) return
    running = true
    // The browser comes back, and goes on after the last thing it was told.
    void run()
      .catch(finish)
      .finally(() => {
        running = false
        if (waiting.length > 0) flow()
      })
  }
  return {
    put(next) {
      waiting.push(next)
      flow()
    },
    start(first) {
      waiting.unshift(...first)
      running = false
      flow()
    },
    [Symbol.dispose]() {
      over = true
    },
  }
}
