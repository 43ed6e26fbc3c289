import { paths, pathTo } from '@runde/contracts/paths'
import { type Followed, followEvents } from '../live/follow-events.ts'
import type { LiveEvent } from '../live/live-event.ts'
import { takeStreamSlot } from '../live/stream-slot.ts'
import { watchWakeUps } from '../live/wake-ups.ts'

export interface LobbyEventsDeps {
  readonly id: string
  onEvent(event: LiveEvent): void
  /** How far the server's clock is ahead of ours, in milliseconds. */
  onClock(ahead: number): void
  /** There is no such meeting any more. */
  onOver(): void
}

export interface LobbyEvents extends Disposable {
  /** Hears of the meeting as this participant from now on. */
  follow(token: string): void
}

/** What the server tells somebody who waits. It makes decisions heard at once; without it the next knock hears them. */
export const createLobbyEvents = ({ id, onEvent, onClock, onOver }: LobbyEventsDeps): LobbyEvents => {
  let session: string | undefined
  let followed: Followed | undefined
  let following = new AbortController()

  const stop = () => {
    session = undefined
    following.abort()
    followed?.[Symbol.dispose]()
  }
  const start = async (token: string) => {
    const { signal } = following
    if (!(await takeStreamSlot(signal)) || signal.aborted) return
    followed = followEvents({
      url: pathTo(paths.meetingEvents, id),
      token,
      onEvent,
      onClock,
      onRefused(status) {
        // A session that is not known gets another place by the next knock.
        stop()
        if (status === 410) onOver()
      },
    })
  }
  const wakeUps = watchWakeUps(() => followed?.wake())
  // A page with an open connection is not kept for the way back; the next knock opens it again.
  addEventListener('pagehide', stop)

  return {
    follow(token) {
      if (session === token) return
      stop()
      session = token
      following = new AbortController()
      void start(token)
    },
    [Symbol.dispose]() {
      stop()
      wakeUps[Symbol.dispose]()
      removeEventListener('pagehide', stop)
    },
  }
}
