import { isOver } from '../live/ending.ts'
import type { LiveEvent } from '../live/live-event.ts'

/** What an event means to somebody who waits in the lobby. */
export type LobbyNews =
  /** Knocking now is worth it. */
  | { readonly what: 'open' }
  /** `reason`: what the host has said about it. */
  | { readonly what: 'denied'; readonly reason: string | undefined }
  | { readonly what: 'over' }

/** `expected`: a host is known to be there. */
export const lobbyNews = (event: LiveEvent, expected: boolean): LobbyNews | undefined => {
  if (isOver(event)) return { what: 'over' }
  if (event.name === 'meeting' && !event.data.lobby) return { what: 'open' }
  // Whoever is there now may be a host; only a knock tells.
  if (!expected && (event.name === 'meeting' || event.name === 'participants') && event.data.num_participants > 0) return { what: 'open' }
  if (event.name !== 'admission') return undefined
  const { decision, reason } = event.data
  if (decision === 'denied') return { what: 'denied', reason }
  return decision === 'admitted' ? { what: 'open' } : undefined
}
