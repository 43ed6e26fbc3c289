import { isOver } from '../live/ending.ts'
import type { LiveEvent } from '../live/live-event.ts'

/** What an event means to somebody who waits in the lobby. */
export type LobbyNews =
  /** Knocking now is worth it. */
  | { readonly what: 'open' }
  /** `reason`: what the host has said about it. */
  | { readonly what: 'denied'; readonly reason: string | undefined }
  | { readonly what: 'over' }

export const lobbyNews = (event: LiveEvent): LobbyNews | undefined => {
  if (isOver(event)) return { what: 'over' }
  if (event.name === 'meeting') return event.data.lobby ? undefined : { what: 'open' }
  if (event.name !== 'admission') return undefined
  const { decision, reason } = event.data
  if (decision === 'denied') return { what: 'denied', reason }
  return decision === 'admitted' ? { what: 'open' } : undefined
}
