import type { LiveEvents } from '@runde/contracts/live'
import { paths, pathTo } from '@runde/contracts/paths'
import type { Joined } from '@runde/contracts/rest'
import { type Accessor, createSignal } from 'solid-js'
import { type Ending, type EndingStep, type EndNotice, endAt, isOver, onEnding } from './ending.ts'
import { type Followed, followEvents } from './follow-events.ts'
import { recallWarning, rememberWarning } from './remembered-warning.ts'
import { takeStreamSlot } from './stream-slot.ts'
import { watchWakeUps } from './wake-ups.ts'

/** A clock that is wrong by less is taken for right: the server's is known to a second only. */
const rightClock = 3000

export interface LiveMeeting extends Disposable {
  readonly ending: Accessor<Ending>
  /** What is to be told about the end; a new value each time. */
  readonly notice: Accessor<EndNotice | undefined>
  /** How many wait to be let in; a new value each time that this is told, the same number too. */
  readonly numWaiting: Accessor<number>
  /** Milliseconds since the epoch, by the server's clock. */
  now(): number
  /** The end has been moved to this time, RFC 3339. */
  moved(expires_at: string): void
  /** Tells of what is written from now on. */
  listen(listener: MessageListener): Disposable
  /** Hears of the meeting as this participant from now on. */
  follow(joined: Pick<Joined, 'participant_token' | 'expires_at'>): void
}

export interface MessageListener {
  message(message: LiveEvents['message']): void
  /** Some may not have been told. */
  missed(): void
}

export interface LiveMeetingDeps {
  readonly id: string
  onMeeting(meeting: LiveEvents['meeting']): void
  /** The meeting has ended for everybody. */
  onOver(): void
}

/** What the server tells of a meeting while it runs. The call does not depend on it: a lost stream is found again in silence. */
export const createLiveMeeting = ({ id, onMeeting, onOver }: LiveMeetingDeps): LiveMeeting => {
  const recalled = recallWarning(id)
  const [ending, setEnding] = createSignal<Ending>(recalled ? { warning: recalled } : {})
  const [notice, setNotice] = createSignal<EndNotice>()
  const [numWaiting, setNumWaiting] = createSignal(0, { equals: false })
  const listeners = new Set<MessageListener>()
  let session: string | undefined
  let followed: Followed | undefined
  let following = new AbortController()
  let ahead = 0
  const now = () => Date.now() + ahead

  const take = ({ ending: next, notice: told }: EndingStep) => {
    setEnding(next)
    rememberWarning(id, next.warning)
    if (told) setNotice(told)
  }
  const moved = (expires_at: string) => take(endAt(ending(), Date.parse(expires_at)))
  const stop = () => {
    session = undefined
    following.abort()
    followed?.[Symbol.dispose]()
  }
  const over = () => {
    stop()
    onOver()
  }
  const start = async (token: string) => {
    const { signal } = following
    const mine = await takeStreamSlot(signal)
    if (!mine || signal.aborted) return
    followed = followEvents({
      url: pathTo(paths.meetingEvents, id),
      token,
      onEvent(event) {
        if (isOver(event)) return over()
        take(onEnding(ending(), event, now()))
        if (event.name === 'meeting') onMeeting(event.data)
        for (const listener of listeners) {
          if (event.name === 'message') listener.message(event.data)
          // Told of the meeting as it is: what came in between was not told.
          if (event.name === 'meeting') listener.missed()
        }
        if (event.name === 'meeting' || event.name === 'lobby') setNumWaiting(event.data.num_waiting ?? 0)
      },
      onClock(by) {
        ahead = Math.abs(by) < rightClock ? 0 : by
      },
      onRefused: (status) => (status === 410 ? over() : stop()),
    })
  }
  const wakeUps = watchWakeUps(() => followed?.wake())
  // A page with an open connection is not kept for the way back; the next admission opens it again.
  addEventListener('pagehide', stop)

  return {
    ending,
    notice,
    numWaiting,
    now,
    moved,
    listen(listener) {
      listeners.add(listener)
      return { [Symbol.dispose]: () => void listeners.delete(listener) }
    },
    follow({ participant_token, expires_at }) {
      moved(expires_at)
      if (session === participant_token) return
      stop()
      session = participant_token
      following = new AbortController()
      void start(participant_token)
    },
    [Symbol.dispose]() {
      stop()
      wakeUps[Symbol.dispose]()
      removeEventListener('pagehide', stop)
    },
  }
}
