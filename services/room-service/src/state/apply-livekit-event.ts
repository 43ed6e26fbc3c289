import type { LivekitEvent } from '@runde/contracts/livekit-events'
import type { Permissions } from '@runde/contracts/meetings'

/** What is kept of one participant. Times of LiveKit are Unix seconds, ours milliseconds. */
export interface ParticipantRecord {
  readonly name: string
  /** SHA-256 of the session, hex. */
  readonly session: string
  /** In the lobby, or not let in out of it; absent for whoever was admitted. */
  readonly lobby?: 'waiting' | 'denied'
  /** What a host said to somebody who was not let in. */
  readonly reason?: string
  /** Absent: a participant like the others. */
  readonly role?: 'host' | 'co_host'
  /** What a host has decided about what they may send, whatever holds for the others. */
  readonly permissions?: Partial<Permissions>
  /** Unix milliseconds since when their hand is up; absent: it is down. */
  readonly hand?: number
  /** Names the browser of the last admission. */
  readonly browser?: string
  /** The last admission; a reload is admitted again. Of somebody in the lobby, when they came. */
  readonly admitted_at: number
  /** The newest connection that LiveKit told of, and whether it still stands. */
  readonly connection?: {
    readonly sid: string
    readonly joined_at: number
    readonly connected: boolean
    /** Nobody said goodbye: LiveKit's list did not show it any more. A later list that does is believed. */
    readonly presumed?: true
  }
}

/** What LiveKit says of one connection, by a webhook or when it is asked. */
export interface ConnectionReport {
  readonly type: 'participant_joined' | 'participant_left'
  readonly participant: NonNullable<LivekitEvent['participant']>
  /** It is what LiveKit's list shows, which may be a little old, and not what LiveKit reported by itself. */
  readonly asked?: true
}

/** What happens to the participant's seat; `hold`: it stays theirs for as long as a new admission gives. */
export type Seat = 'occupy' | 'hold' | 'free'

type Connection = NonNullable<ParticipantRecord['connection']>

const isNewsOfOne = (known: Connection, told: Connection, asked: boolean): boolean => {
  // The goodbye is the last word, whichever order the two reports came in; unless nobody has said it yet.
  if (told.connected) return asked && known.presumed === true
  return known.connected || (known.presumed === true && !asked)
}

const isNews = (known: Connection | undefined, told: Connection, asked: boolean): boolean => {
  if (!known) return true
  if (known.sid === told.sid) return isNewsOfOne(known, told, asked)
  if (known.joined_at !== told.joined_at) return told.joined_at > known.joined_at
  // LiveKit's times have seconds only: of two connections of one second, the one that stands is the newer.
  return told.connected
}

/**
 * The record after LiveKit's report, and what becomes of the seat; undefined when the report changes nothing. Reports may
 * be repeated, late and out of order: what they say of a connection (`sid`, `joined_at`) decides, not when they arrive.
 */
export const applyLivekitEvent = (
  record: ParticipantRecord,
  { type, participant, asked }: ConnectionReport,
): { record: ParticipantRecord; seat: Seat } | undefined => {
  const { sid, joined_at } = participant
  const connected = type === 'participant_joined'
  const connection: Connection = { sid, joined_at, connected, ...(asked && !connected ? { presumed: true } : {}) }
  if (!isNews(record.connection, connection, asked === true)) return undefined
  if (connection.connected) return { record: { ...record, connection }, seat: 'occupy' }
  // Admitted again after this connection was made: a reload, whose new connection is on its way.
  const comingBack = record.admitted_at >= (joined_at + 1) * 1_000
  if (comingBack) return { record: { ...record, connection }, seat: 'hold' }
  const { hand: _lowered, ...gone } = record
  return { record: { ...gone, connection }, seat: 'free' }
}
