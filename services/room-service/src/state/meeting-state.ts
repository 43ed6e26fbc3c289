import type { EndReason } from '@runde/contracts/meeting-events'
import type { Meeting, MeetingStatus, Permissions } from '@runde/contracts/meetings'

/** A meeting as the store holds it. Times are Unix milliseconds by Redis's clock, the only one that decides anything here. */
export interface MeetingState {
  readonly meeting_id: string
  readonly status: MeetingStatus
  /** Grows by one with every event of the meeting. */
  readonly version: number
  /** Empty: named after its id. */
  readonly name: string
  readonly max_participants: number
  readonly created_at: number
  readonly expires_at: number
  /** LiveKit's id of the room's last known incarnation; empty until the meeting has been open. */
  readonly room_sid: string
  /** How many of the `warningsBefore` have been given, or were never due in so short a life. */
  readonly warned: number
  /** Nobody new gets in. */
  readonly locked: boolean
  /** Whoever is new waits until a host lets them in. */
  readonly lobby: boolean
  /** Of the passcode that whoever is new must know; empty: there is none. */
  readonly passcode_hash: string
  /** What whoever has no role may send. */
  readonly permissions: Permissions
  /** Browsers encrypt end to end; never changed. */
  readonly encrypted: boolean
  /** The keys that make their bearer a host, as `host-key.ts` writes them. */
  readonly host_keys: readonly string[]
}

/** What hosts can change about a meeting, beside its end. */
export type Settings = Pick<MeetingState, 'name' | 'locked' | 'lobby' | 'passcode_hash' | 'permissions' | 'host_keys'>

/** What is wanted of them: what is named, and of the permissions and keys too. */
export type WantedSettings = Partial<Omit<Settings, 'permissions' | 'host_keys'>> & {
  readonly permissions?: Partial<Permissions>
  /** As `host-key.ts` writes it. */
  readonly grant_key?: string
  /** By its id. */
  readonly revoke_key?: string
}

/** What has happened to a meeting; with the version after it, a `MeetingEvent` of the contracts. */
export type MeetingChange =
  | { readonly type: 'meeting_opened'; readonly room_sid: string }
  | { readonly type: 'room_replaced'; readonly room_sid: string }
  | { readonly type: 'meeting_extended'; readonly expires_at: number; readonly warned: number }
  | ({ readonly type: 'meeting_changed' } & Partial<Settings>)
  | { readonly type: 'ending_soon'; readonly expires_at: number; readonly seconds_left: number; readonly warned: number }
  | { readonly type: 'meeting_ending'; readonly reason: EndReason }
  | { readonly type: 'meeting_ended' }

export const nameOf = ({ name, meeting_id }: Pick<MeetingState, 'name' | 'meeting_id'>): string => name || `Meeting ${meeting_id}`

const iso = (milliseconds: number) => new Date(milliseconds).toISOString()

/** The meeting as others see it at a moment: between its hour and the next sweep it is over already. */
export const asMeeting = (state: MeetingState, now: number): Meeting => ({
  meeting_id: state.meeting_id,
  name: nameOf(state),
  status: isOver(state, now) && state.status !== 'ended' ? 'ending' : state.status,
  created_at: iso(state.created_at),
  expires_at: iso(state.expires_at),
  max_participants: state.max_participants,
  locked: state.locked,
  lobby: state.lobby,
  passcode_required: state.passcode_hash !== '',
  encrypted: state.encrypted,
  permissions: state.permissions,
})

/** Nobody gets in any more. */
export const isOver = ({ status, expires_at }: Pick<MeetingState, 'status' | 'expires_at'>, now: number): boolean =>
  status === 'ending' || status === 'ended' || expires_at <= now
