import type { Meeting, MeetingSnapshot } from '@runde/contracts/meetings'
import type { ParticipantRecord, Seat } from './apply-livekit-event.ts'

export interface MeetingDraft {
  readonly meeting_id: string
  readonly name: string
  readonly max_participants: number
  /** Seconds from now. */
  readonly expires_in: number
}

export interface AdmissionRequest {
  readonly meeting_id: string
  readonly display_name: string
  /** Who it is if no earlier session is presented, or if that is not valid. */
  readonly candidate: { readonly participant_id: string; readonly session_hash: string }
  readonly presented?: { readonly participant_id: string; readonly session_hash: string }
}

export type Admitted =
  | { readonly outcome: 'admitted'; readonly participant_id: string; readonly returning: boolean }
  | { readonly outcome: 'meeting_not_found' | 'meeting_ended' | 'meeting_full' }

export interface FoundMeeting extends MeetingSnapshot {
  /** LiveKit's id of the room's last known incarnation. */
  readonly room_sid: string
}

/** The meetings as they are stored; every change is atomic. All methods throw RundeError `unavailable` when the store is away. */
export interface Meetings {
  /** Answers undefined when the id is taken, or was within 30 days. The meeting is `creating` until `adoptRoom`. */
  insert(draft: MeetingDraft): Promise<Meeting | undefined>
  /** Ends a meeting that nobody has heard of, because its room could not be made. */
  abandon(meetingId: string): Promise<void>
  find(meetingId: string): Promise<FoundMeeting | undefined>
  /** Notes the incarnation of the room and opens a meeting that was `creating`; seats of an earlier incarnation become free soon. */
  adoptRoom(meetingId: string, roomSid: string): Promise<void>
  admit(request: AdmissionRequest): Promise<Admitted>
  /** Gives back the seat of somebody who was admitted and has never connected. */
  release(meetingId: string, participantId: string): Promise<void>
  participant(meetingId: string, participantId: string): Promise<StoredParticipant | undefined>
  /** Answers false when the record has changed since it was read: read and decide again. */
  replaceParticipant(stored: StoredParticipant, record: ParticipantRecord, seat: Seat): Promise<boolean>
  connectedParticipants(meetingId: string): Promise<readonly string[]>
  /** Takes up to `limit` meetings of every shard whose time has come, for ten seconds; they are `ending` from then on. */
  claimDue(limit: number): Promise<readonly string[]>
  markEnded(meetingId: string): Promise<void>
  answers(): Promise<boolean>
}

export interface StoredParticipant {
  readonly meeting_id: string
  readonly participant_id: string
  readonly record: ParticipantRecord
  /** The record as it stands in the store, for compare-and-set. */
  readonly raw: string
}
