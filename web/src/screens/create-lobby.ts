import { type Accessor, createSignal, onCleanup } from 'solid-js'
import type { LiveEvent } from '../live/live-event.ts'
import { playKnock } from '../meeting/chimes.ts'
import type { JoinFailure } from '../meeting/deps.ts'
import type { Visit } from '../prejoin/visit.ts'
import { rejoin } from './join-quietly.ts'
import { startKnocking } from './knocking.ts'
import { createLobbyEvents } from './lobby-events.ts'
import { lobbyNews } from './lobby-news.ts'
import { forgetWaiting, rememberWaiting } from './remember-waiting.ts'
import { waitedSeconds } from './waited.ts'

export interface Lobby {
  /** For how long the person has been waiting. */
  readonly seconds: Accessor<number>
  /** The server has not answered for a while. */
  readonly away: Accessor<boolean>
}

/** Waits until somebody lets the person in, or does not; ends with the screen. `onReason`: what a host says who does not. */
export const createLobby = (visit: Visit, onReason: (reason: string | undefined) => void): Lobby => {
  const [away, setAway] = createSignal(false)
  const [seconds, setSeconds] = createSignal(0)
  const place = visit.entrance.waiting()
  let ahead = 0

  const count = () => {
    const known = visit.entrance.waiting()
    if (known) setSeconds(waitedSeconds(known.waiting_since, Date.now(), ahead))
  }
  const refused = (failure: JoinFailure, reason?: string) => {
    // Whoever has been let in hears it from the call.
    if (visit.joining()) return
    onReason(reason)
    visit.failed(failure)
    if (visit.refused()) visit.show('prejoin')
  }
  const onEvent = (event: LiveEvent) => {
    if (event.name === 'meeting') visit.rename(event.data.name)
    const news = lobbyNews(event, visit.entrance.waiting()?.host_present ?? false)
    if (news?.what === 'open') knocking.now()
    if (news?.what === 'denied') refused({ code: 'admission_denied' }, news.reason)
    if (news?.what === 'over') refused({ code: 'meeting_ended' })
  }
  const events = createLobbyEvents({
    id: visit.id,
    onEvent,
    onClock(by) {
      ahead = by
      count()
    },
    onOver: () => refused({ code: 'meeting_ended' }),
  })
  const knocking = startKnocking({
    after: place?.retry_after ?? 0,
    ask: visit.entrance.ask,
    onWaiting(confirmed) {
      rememberWaiting(visit.id, visit.name())
      count()
      events.follow(confirmed.participant_token)
    },
    onAdmitted(joined) {
      if (!document.hasFocus()) void playKnock(visit.media.chosen().speaker)
      return rejoin(visit, joined)
    },
    onRefused: refused,
    onAway: setAway,
  })
  const second = setInterval(count, 1000)
  addEventListener('online', knocking.now)
  onCleanup(() => {
    forgetWaiting(visit.id)
    clearInterval(second)
    removeEventListener('online', knocking.now)
    knocking[Symbol.dispose]()
    events[Symbol.dispose]()
  })
  rememberWaiting(visit.id, visit.name())
  count()
  if (place) events.follow(place.participant_token)
  return { seconds, away }
}
