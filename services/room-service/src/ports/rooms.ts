import type { AskableSource, MutableSource } from '@runde/contracts/host-operations'
import type { Permissions } from '@runde/contracts/meetings'
import type { Shown } from '@runde/contracts/shown'
import type { Call } from '@runde/service-kit/bus'

/** Seconds that a room stands which nobody has joined yet. */
export const emptyRoomKept = 3_600

/** What a room is to be when it is made. */
export interface WantedRoom {
  readonly meeting_id: string
  readonly max_participants: number
  readonly metadata: string
}

/** A room as LiveKit tells of it; its name is the id of its meeting, or somebody else's word. */
export interface LiveRoom {
  readonly name: string
  readonly room_sid: string
  readonly metadata: string
  readonly num_participants: number
}

/** Somebody who is connected to a room. */
export interface LiveParticipant {
  readonly participant_id: string
  readonly display_name: string
  readonly sid: string
  /** Unix seconds at LiveKit. */
  readonly joined_at: number
  readonly permissions: Permissions
  /** Unix milliseconds since when their hand is shown; 0: it is not. */
  readonly hand: number
}

/** The LiveKit rooms of our meetings; a room is derived from its meeting and carries the same id. All methods throw RundeError `unavailable`. */
export interface Rooms {
  /** Makes sure that the room stands; answers LiveKit's id of this incarnation, which changes when a lost room comes back. */
  ensure(room: WantedRoom, call: Call): Promise<{ room_sid: string }>
  /** Ends the room for everybody in it; a room that is not there is fine. */
  remove(meetingId: string, call: Call): Promise<void>
  /** Which of these rooms stand; without names, all of this LiveKit. */
  list(names: readonly string[] | 'all', call: Call): Promise<readonly LiveRoom[]>
  /** Who is connected; nobody when there is no such room. */
  participants(meetingId: string, call: Call): Promise<readonly LiveParticipant[]>
  /** Writes the metadata of a room; nothing happens when it does not stand. */
  describe(meetingId: string, metadata: string, call: Call): Promise<void>
  /** Mutes what these people send from this source; answers how many it were. Whoever is not there, or sends nothing, is fine. */
  mute(meetingId: string, participantIds: readonly string[], source: MutableSource, call: Call): Promise<number>
  /** Disconnects somebody; their token stays good, so whoever comes again is to be disconnected again. */
  disconnect(meetingId: string, participantId: string, call: Call): Promise<void>
  /** Shows everybody in the room what is named about somebody; whoever is not there is fine. */
  show(meetingId: string, participantId: string, shown: Shown, call: Call): Promise<void>
  /** Lets each of these people send just this, and stops what they send beyond it; whoever is not there is fine. */
  permit(meetingId: string, wanted: ReadonlyMap<string, Permissions>, call: Call): Promise<void>
  /** Asks somebody to turn on what they send from this source; false when they are not connected. */
  ask(meetingId: string, participantId: string, source: AskableSource, call: Call): Promise<boolean>
  /** Whether LiveKit answers and takes our key. */
  answers(call: Call): Promise<boolean>
}
