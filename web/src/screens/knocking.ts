import type { Joined, Waiting } from '@runde/contracts/rest'
import { type JoinFailure, joinFailure } from '../meeting/deps.ts'
import { wakeableWait } from '../meeting/wakeable-wait.ts'
import { pauseBefore } from './retry.ts'

export interface KnockingDeps {
  /** Seconds until the first knock. */
  readonly after: number
  /** Asks to be let in. Rejects with an error that carries a `code`. */
  ask(): Promise<Joined | Waiting>
  onWaiting(place: Waiting): void
  /** Resolves when it is known what has come of it: whoever is still here then knocks again. */
  onAdmitted(joined: Joined): Promise<void>
  /** The last that is heard: asking again would not help. */
  onRefused(failure: JoinFailure): void
  /** Whether the server has been away for so long that the person should know; again and again. */
  onAway(away: boolean): void
}

export interface Knocking extends Disposable {
  /** Something has changed: knocks at once, and once more if a knock is under way. */
  now(): void
}

/** Milliseconds for which nothing is said about a server that does not answer. */
const unsaid = 30_000

/** Says nothing about the person: the place in the lobby is still theirs, and asking again may help. */
const passing: ReadonlySet<JoinFailure['code']> = new Set(['network', 'unavailable', 'internal', 'too_many_requests'])

/** Says again and again that somebody still waits, until the server lets them in or refuses them for good. */
export const startKnocking = ({ after, ask, onWaiting, onAdmitted, onRefused, onAway }: KnockingDeps): Knocking => {
  const wait = wakeableWait()
  let hurried = false
  let closed = false
  let failures = 0
  let awaySince = 0

  const failed = ({ retryAfter }: JoinFailure): number => {
    if (failures++ === 0) awaySince = Date.now()
    onAway(Date.now() - awaySince >= unsaid)
    return pauseBefore(failures, retryAfter)
  }

  /** Resolves to the seconds until the next knock, or to undefined when there is none. */
  const knock = async (): Promise<number | undefined> => {
    const answer = await ask().catch(joinFailure)
    if (closed) return undefined
    if ('code' in answer && passing.has(answer.code)) return failed(answer)
    failures = 0
    onAway(false)
    if ('code' in answer) {
      onRefused(answer)
      return undefined
    }
    if ('token' in answer) {
      await onAdmitted(answer)
      return pauseBefore(1)
    }
    onWaiting(answer)
    return answer.retry_after
  }

  const run = async () => {
    for (let pause: number | undefined = after; pause !== undefined; pause = await knock()) {
      if (!hurried) await wait(pause * 1000)
      if (closed) return
      hurried = false
    }
  }
  void run()

  return {
    now() {
      hurried = true
      wait.wake()
    },
    [Symbol.dispose]() {
      closed = true
      wait.wake()
    },
  }
}
