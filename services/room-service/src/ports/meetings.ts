import type { OwnPermissions } from '@runde/contracts/host-operations'
import type { Permissions, Role } from '@runde/contracts/meetings'
import type { ParticipantRecord, Seat } from '../state/apply-livekit-event.ts'
import type { MeetingChange, MeetingState } from '../state/meeting-state.ts'

export interface MeetingDraft {
  readonly meeting_id: string
  /** Empty: named after its id. */
  readonly name: string
  readonly max_participants: number
  /** Seconds from now. */
  readonly expires_in: number
  readonly host_key_hash: string
  readonly lobby: boolean
  /** Empty: none. */
  readonly passcode_hash: string
  readonly encrypted: boolean
  readonly idempotency?: IdempotencyKey
}

export interface IdempotencyKey {
  /** Of the caller's key; it names the record that keeps the first answer. */
  readonly hash: string
  /** Of everything else in the request: the same key with another request is refused. */
  readonly fingerprint: string
  /** Seconds for which the first answer is kept. */
  readonly keep: number
}

/** What the first caller was or will be told. Unix milliseconds. */
export interface FirstAnswer {
  readonly meeting_id: string
  readonly fingerprint: string
  readonly created_at: number
  readonly expires_at: number
}

export type Created =
  | { readonly outcome: 'created'; readonly found: FoundMeeting }
  /** The id belongs to another meeting. */
  | { readonly outcome: 'taken' }
  /** The key has come before. */
  | { readonly outcome: 'repeated'; readonly first: FirstAnswer }

export interface AdmissionRequest {
  readonly meeting_id: string
  readonly display_name: string
  /** Who it is if no earlier session is presented, or if that is not valid. The same candidate twice is one admission. */
  readonly candidate: Session
  readonly presented?: Session
  /** They came with a host key. */
  readonly host?: boolean
  /** Names the browser, if it is known. */
  readonly browser?: string
  /** Of the passcode that they sent, if they did. */
  readonly passcode_hash?: string
}

export interface Session {
  readonly participant_id: string
  readonly session_hash: string
}

export type Admitted =
  | {
      readonly outcome: 'admitted'
      readonly participant_id: string
      readonly returning: boolean
      readonly role: Role
      /** What a host has decided about this participant. */
      readonly permissions: Partial<Permissions>
      /** Unix milliseconds since when their hand is up. */
      readonly hand?: number
    }
  /** They have a place in the lobby, `since` Unix milliseconds. */
  | { readonly outcome: 'waiting'; readonly participant_id: string; readonly returning: boolean; readonly since: number }
  | { readonly outcome: AdmissionRefusal }

export type AdmissionRefusal =
  | 'meeting_not_found'
  | 'meeting_ended'
  | 'meeting_full'
  | 'meeting_locked'
  | 'passcode_required'
  | 'passcode_wrong'
  | 'lobby_full'
  | 'admission_denied'
  | 'banned'

/** What a host says about those who wait: one of them, or all. */
export interface LobbyDecision {
  readonly participant_id?: string
  readonly decision: 'admitted' | 'denied'
  readonly reason?: string
}

export interface WaitingPerson {
  readonly participant_id: string
  readonly display_name: string
  /** Unix milliseconds by Redis's clock. */
  readonly since: number
}

/** What a host has ordered. */
export interface Order {
  readonly actor: { readonly role: Role; readonly participant_id?: string }
  readonly order: string
  readonly details: Readonly<Record<string, unknown>>
}

export interface RecordedOrder extends Order {
  /** Unix milliseconds by Redis's clock. */
  readonly at: number
}

/** What somebody says in the chat: a text, or what their browser has sealed. */
export interface Said {
  readonly sealed: boolean
  readonly body: string
}

export interface StoredMessage extends Said {
  /** It begins with Unix milliseconds by Redis's clock; a later message has a greater one. */
  readonly id: string
  readonly participant_id: string
  /** As it was then. */
  readonly display_name: string
}

export interface NewMessage extends Omit<StoredMessage, 'id'> {
  /** Of its sender's choice: the same key is the same message. */
  readonly key: string
}

export type SentOutcome =
  | { readonly outcome: 'sent'; readonly message: StoredMessage }
  /** The key came with another message before. */
  | { readonly outcome: 'reused' }
  /** This participant has to wait, milliseconds. */
  | { readonly outcome: 'too_many'; readonly wait: number }
  | { readonly outcome: 'meeting_ended' }

/** A meeting as it was read at `now`, Unix milliseconds by Redis's clock. */
export interface FoundMeeting {
  readonly state: MeetingState
  readonly now: number
  /** People connected. */
  readonly connected: number
  /** Until when it is compared with LiveKit every half minute, and once more; 0 when all of that has been done. */
  readonly watched_until: number
}

export interface Commit {
  /** Unix milliseconds by Redis's clock from which on the decision does not hold any more. */
  readonly before?: number
  /** `hold`: whoever was connected has left a room that is gone, and has a minute to come back. `clear`: nobody has a seat, and what was said is gone. */
  readonly seats?: 'hold' | 'clear'
}

/** Changes that were decided on what was read. */
export interface MeetingCommit extends Commit {
  readonly found: FoundMeeting
  readonly changes: readonly MeetingChange[]
}

export interface StoredParticipant {
  readonly meeting_id: string
  readonly participant_id: string
  readonly record: ParticipantRecord
  /** The record as it stands in the store, for compare-and-set; empty when there is none yet. */
  readonly raw: string
}

/** An event that waits to be published: what the change says, with its place in the meeting's history. */
export interface OutboxEntry {
  /** Of the entry in its shard's outbox; it begins with Unix milliseconds by Redis's clock. */
  readonly id: string
  readonly meeting_id: string
  readonly version: number
  /** People connected after the change, for changes of participants. */
  readonly connected?: number
  readonly change: OutboxChange
}

export type OutboxChange =
  | MeetingChange
  | { readonly type: 'meeting_created' }
  | { readonly type: 'meeting_restored'; readonly room_sid: string }
  | { readonly type: 'participant_joined' | 'participant_left'; readonly participant_id: string; readonly display_name: string }
  | ({ readonly type: 'participant_waiting' } & LobbyPlace)
  | ({ readonly type: 'participant_admitted' } & LobbyPlace)
  | { readonly type: 'message_sent'; readonly message_id: string; readonly participant_id: string }
  | ({ readonly type: 'participant_denied'; readonly reason?: string } & LobbyPlace)

interface LobbyPlace {
  readonly participant_id: string
  readonly display_name: string
  readonly num_waiting: number
}

/**
 * The meetings as they are stored. Every change is one atomic compare-and-set, which also puts the event of the change into
 * the outbox. All methods throw RundeError `unavailable` when the store is away; the change may have been made then.
 */
export interface Meetings {
  /** The meeting is `creating` until its room stands. A key whose meeting came to nothing makes a new one. */
  create(draft: MeetingDraft): Promise<Created>
  find(meetingId: string): Promise<FoundMeeting | undefined>
  /** The meeting after the changes; undefined when somebody else changed it first, or `before` has passed: read and decide again. */
  commit(found: FoundMeeting, changes: readonly MeetingChange[], options?: Commit): Promise<MeetingState | undefined>
  /** The same for many meetings of one shard in one go; each is written or not for itself. */
  commitAll(commits: readonly MeetingCommit[]): Promise<readonly (MeetingState | undefined)[]>
  /** Brings back a lost meeting, in a version above all that it ever had. False when it is there already. */
  restore(state: MeetingState): Promise<boolean>
  admit(request: AdmissionRequest): Promise<Admitted>
  /** Gives back the seat of somebody who was admitted and has never connected. */
  release(meetingId: string, participantId: string): Promise<void>
  participant(meetingId: string, participantId: string): Promise<StoredParticipant | undefined>
  /** Answers false when the record has changed since it was read: read and decide again. */
  replaceParticipant(stored: StoredParticipant, record: ParticipantRecord, seat: Seat): Promise<boolean>
  /** False when nobody of this id was ever admitted. */
  setRole(meetingId: string, participantId: string, role: Exclude<Role, 'host'>): Promise<boolean>
  /** Gives or takes what is named; the record after it, undefined when nobody of this id was ever admitted. */
  permit(meetingId: string, participantId: string, permissions: OwnPermissions): Promise<ParticipantRecord | undefined>
  /** Raises or lowers a hand; the record before it, undefined when nobody of this id was ever admitted. One that is up keeps its time. */
  raiseHand(meetingId: string, participantId: string, raised: boolean): Promise<ParticipantRecord | undefined>
  /** Who holds a seat by being connected. */
  connectedParticipants(meetingId: string): Promise<readonly StoredParticipant[]>
  /** Who has a place in the lobby at `now`, first come first. */
  waiting(meetingId: string, now: number): Promise<readonly WaitingPerson[]>
  countWaiting(meetingId: string, now: number): Promise<number>
  /** Answers how many it was about, undefined when the meeting is over; whoever does not wait any more is passed over. */
  decideWaiting(meetingId: string, decision: LobbyDecision): Promise<number | undefined>
  /** Appends to the chat, which keeps the latest thousand and goes with the meeting's end. */
  sendMessage(meetingId: string, message: NewMessage): Promise<SentOutcome>
  /** Oldest first, after the message with this id if one is named. */
  messages(meetingId: string, limit: number, after?: string): Promise<readonly StoredMessage[]>
  message(meetingId: string, messageId: string): Promise<StoredMessage | undefined>
  /** From now on they are not admitted, neither with their session nor in their browser; false when nobody of this id ever was. */
  ban(meetingId: string, participantId: string): Promise<boolean>
  /** False when they were not banned. */
  unban(meetingId: string, participantId: string): Promise<boolean>
  bans(meetingId: string): Promise<readonly { readonly participant_id: string; readonly display_name: string }[]>
  /** Who of these is banned. */
  banned(meetingId: string, participantIds: readonly string[]): Promise<readonly string[]>
  /** Appends to the meeting's audit, which keeps the latest thousand. */
  recordOrder(meetingId: string, order: Order): Promise<void>
  orders(meetingId: string): Promise<readonly RecordedOrder[]>
  /** Takes up to `limit` meetings of a shard whose time has come; nobody gets them again for three seconds, one when their hour has come. */
  claimDue(shard: number, limit: number): Promise<readonly FoundMeeting[]>
  /** Says when the sweep has to look again; `present`: somebody was seen inside just now. */
  reschedule(found: FoundMeeting, options?: { readonly present?: boolean }): Promise<void>
  /** The status of each meeting, undefined for one that is not stored. */
  statuses(meetingIds: readonly string[]): Promise<readonly (MeetingState['status'] | undefined)[]>
  outbox(shard: number, limit: number): Promise<readonly OutboxEntry[]>
  /** Forgets entries that are stored on the stream. */
  published(shard: number, entryIds: readonly string[]): Promise<void>
  answers(): Promise<boolean>
}
