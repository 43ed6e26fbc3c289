import { createLobbyEvents } from './lobby-events.ts'
import { lobbyNews } from './lobby-news.ts'

/**
 * Why a host did not let this participant in, for whoever has not heard it when it was said: after a reload, say. `onReason` is
 * called once, and not at all where there is no reason or nobody answers. Goes on listening until disposed.
 */
export const followDenialReason = (id: string, token: string, onReason: (reason: string) => void): Disposable => {
  const events = createLobbyEvents({
    id,
    onEvent(event) {
      const news = lobbyNews(event, true)
      if (news?.what !== 'denied') return
      events[Symbol.dispose]()
      if (news.reason) onReason(news.reason)
    },
    onClock() {},
    onOver() {},
  })
  events.follow(token)
  return events
}
