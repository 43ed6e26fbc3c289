import { RundeError } from '@runde/contracts/errors'

/** Absolute time in milliseconds, by the own `now`, after which nobody waits for the answer; it travels with the request. */
export type Deadline = number

/** Unix time in milliseconds by a clock that never jumps: somebody who sets the computer's clock ends no request. */
export const now = (): number => performance.timeOrigin + performance.now()

export const within = (milliseconds: number): { deadline: Deadline } => ({ deadline: now() + milliseconds })

/** Milliseconds left, at most `most`. @throws RundeError `unavailable` when nothing is left: late work is dropped. */
export const timeLeft = (deadline: Deadline, most = Number.POSITIVE_INFINITY): number => {
  const left = Math.min(deadline - now(), most)
  if (left <= 0) throw new RundeError('unavailable', 'the deadline of the request has passed')
  return left
}

/** @throws RundeError `unavailable` with `what` in its message when `work` takes longer than `milliseconds`. */
export const inTime = async <T>(work: Promise<T>, milliseconds: number, what: string): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    const giveUp = () => reject(new RundeError('unavailable', `${what} did not answer in time`))
    // When it was this process that stood still, the answer has come and waits to be read: timers are before that, this is after.
    timer = setTimeout(() => setImmediate(giveUp), milliseconds)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
