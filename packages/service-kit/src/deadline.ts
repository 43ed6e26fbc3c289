import { RundeError } from '@runde/contracts/errors'

/** Absolute Unix time in milliseconds after which nobody waits for the answer; it travels with the request. */
export type Deadline = number

export const within = (milliseconds: number): { deadline: Deadline } => ({ deadline: Date.now() + milliseconds })

/** Milliseconds left, at most `most`. @throws RundeError `unavailable` when nothing is left: late work is dropped. */
export const timeLeft = (deadline: Deadline, most = Number.POSITIVE_INFINITY): number => {
  const left = Math.min(deadline - Date.now(), most)
  if (left <= 0) throw new RundeError('unavailable', 'the deadline of the request has passed')
  return left
}

/** @throws RundeError `unavailable` with `what` in its message when `work` takes longer than `milliseconds`. */
export const inTime = async <T>(work: Promise<T>, milliseconds: number, what: string): Promise<T> => {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new RundeError('unavailable', `${what} did not answer in time`)), milliseconds)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}
