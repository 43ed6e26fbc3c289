import type { Joined } from '@runde/contracts/rest'
import type { Room } from 'livekit-client'
import { type Accessor, createSignal } from 'solid-js'
import { afterLoss, patience, pauseBefore } from './after-loss.ts'
import { type Attempt, connect } from './connect.ts'
import { type EndReason, type JoinFailure, joinFailure } from './deps.ts'
import { watchPage } from './page-life.ts'
import { wakeableWait } from './wakeable-wait.ts'

/** The line is down and we are getting it back. */
export interface Trouble {
  /** When it began and when we try next; milliseconds since the epoch. `nextTry` is unset while an attempt runs. */
  since: number
  nextTry?: number
}

export interface Line {
  readonly trouble: Accessor<Trouble | undefined>
  /** True while another tab holds this person's place: they decide where to go on. */
  readonly elsewhere: Accessor<boolean>
  /** Tries at once, or takes the place back from the other tab. */
  tryNow(): void
  /** Leaves this connection for another one. */
  connectAnew(): void
  /** Hangs up. Others see it at once. */
  close(): Promise<void>
}

export interface LineDeps {
  join(): Promise<Joined>
  /** What to encrypt with, if at all. Throws where that cannot be, so that nobody is connected. */
  keyFor(joined: Joined): string | undefined
  /** The server has let us in on this connection; called again after each time the line was found again. */
  onRoom(room: Room, joined: Joined): void
  /** The connection of `onRoom` is gone. */
  onGone(): void
  /** Joining did not work in the first place. */
  onFailure(failure: JoinFailure): void
  onBack(): void
  onEnd(reason: EndReason): void
  /** Which refusals of admission are final, and how the call ends then; everything else is worth another attempt. */
  endOf(code: JoinFailure['code']): EndReason | undefined
}

/** Attempts of the first joining; after them the person decides. */
const firstAttempts = 3

export const startLine = (deps: LineDeps): Line => {
  const [trouble, setTrouble] = createSignal<Trouble>()
  const [elsewhere, setElsewhere] = createSignal(false)
  const wait = wakeableWait()
  const decision = wakeableWait()
  let current: Attempt | undefined
  let closed = false

  /** Resolves to the attempt once the server has let us in, or to undefined when it did not come to that. */
  const enter = async (): Promise<Attempt | undefined> => {
    const joined = await deps.join()
    if (closed) return undefined
    const attempt = connect(joined, deps.keyFor(joined))
    current = attempt
    const signalled = await Promise.race([attempt.signalled.then(() => true), attempt.over.then(() => false)])
    if (!signalled || closed) return undefined
    deps.onRoom(attempt.room, joined)
    return attempt
  }

  const first = async (): Promise<Attempt | undefined> => {
    for (let n = 0; n < firstAttempts && !closed; n++) {
      if (n > 0) await wait(pauseBefore(n, Math.random()))
      const attempt = await enter()
      if (attempt) return attempt
    }
    if (!closed) deps.onFailure({ code: 'unavailable' })
    return undefined
  }

  /** One attempt to come back: the connection, 'again', or the end. */
  const comeBack = async (): Promise<Attempt | { again: number } | { end: EndReason }> => {
    try {
      const attempt = await enter()
      if (!attempt) return { again: 0 }
      const connected = attempt.connected.then(
        () => true,
        () => false,
      )
      if (await Promise.race([connected, attempt.over.then(() => false)])) return attempt
      deps.onGone()
      return { again: 0 }
    } catch (error) {
      const { code, retryAfter = 0 } = joinFailure(error)
      const end = deps.endOf(code)
      return end ? { end } : { again: retryAfter * 1000 }
    }
  }

  const regain = async (since: number): Promise<Attempt | undefined> => {
    let asked = 0
    for (let n = 0; !closed; n++) {
      const pause = pauseBefore(n, Math.random(), asked)
      const now = Date.now()
      if (now + pause - since > patience) break
      setTrouble({ since, nextTry: now + pause })
      await wait(pause)
      if (closed) return undefined
      setTrouble({ since })
      const outcome = await comeBack()
      if ('end' in outcome) {
        deps.onEnd(outcome.end)
        return undefined
      }
      if ('room' in outcome) return outcome
      asked = outcome.again
    }
    if (!closed) deps.onEnd('server_away')
    return undefined
  }

  const run = async () => {
    let attempt = await first()
    while (attempt && !closed) {
      const reason = await attempt.over
      if (closed) return
      deps.onGone()
      await page.shown()
      const next = afterLoss(reason)
      if (next === 'removed') return deps.onEnd('removed')
      if (next === 'elsewhere') {
        setElsewhere(true)
        await decision(Number.POSITIVE_INFINITY)
        setElsewhere(false)
        if (closed) return
      }
      attempt = await regain(Date.now())
      setTrouble(undefined)
      if (attempt) deps.onBack()
    }
  }

  // Others see at once that this page is gone; a page that comes back out of the browser's cache finds its line again.
  const page = watchPage(() => void current?.room.disconnect(false))
  addEventListener('online', wait.wake)
  const close = async () => {
    closed = true
    removeEventListener('online', wait.wake)
    page[Symbol.dispose]()
    wait.wake()
    decision.wake()
    await current?.room.disconnect(false)
  }
  run().catch((error: unknown) => {
    if (!closed) deps.onFailure(joinFailure(error))
  })
  const tryNow = () => {
    wait.wake()
    decision.wake()
  }
  const connectAnew = () => void current?.room.disconnect(false)
  return { trouble, elsewhere, tryNow, connectAnew, close }
}
