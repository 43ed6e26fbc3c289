import { RundeError } from '@runde/contracts/errors'
import type { LivekitEvent } from '@runde/contracts/livekit-events'
import { within } from '@runde/service-kit/deadline'
import type { Logger } from '@runde/service-kit/log'
import { bringInLine, type Deps as LineDeps } from '../bring-in-line.ts'
import type { Meetings, StoredParticipant } from '../ports/meetings.ts'
import type { Rooms } from '../ports/rooms.ts'
import { showHand } from '../show-hand.ts'
import { applyLivekitEvent, type ConnectionReport, type ParticipantRecord } from '../state/apply-livekit-event.ts'

export interface Deps extends LineDeps {
  readonly meetings: LineDeps['meetings'] & Pick<Meetings, 'replaceParticipant' | 'banned'>
  readonly rooms: LineDeps['rooms'] & Pick<Rooms, 'disconnect' | 'show'>
  readonly log: Logger
}

/**
 * Writes what a report says of one connection. Somebody whom we do not know is passed over, unless a name is given: then
 * LiveKit itself has just been asked, and the person is taken in.
 */
export type RecordConnection = (report: ConnectionReport & { readonly meeting_id: string }, adoptAs?: string) => Promise<void>

/** Milliseconds for one call to LiveKit. */
const patience = 2_000
/** Another replica may write between our read and our write; each loss means that somebody else went ahead. */
const attempts = 10

const stranger = (meeting_id: string, participant_id: string, name: string): StoredParticipant => ({
  meeting_id,
  participant_id,
  raw: '',
  // No secret has this hash: nobody comes back as this participant.
  record: { name, session: '', admitted_at: 0 },
})

/**
 * LiveKit has been asked, and sees a connection that the record knows of: only the seat is missing. It was put on hold with
 * all seats of a lost room, although its holder had come into the next room already.
 */
const seatOnly = (record: ParticipantRecord, { type, participant }: ConnectionReport) => {
  const { connection } = record
  const known = type === 'participant_joined' && connection?.connected && connection.sid === participant.sid
  return known ? ({ record, seat: 'occupy' } as const) : undefined
}

export const recordConnection =
  ({ meetings, log }: Pick<Deps, 'log'> & { readonly meetings: Pick<Meetings, 'participant' | 'replaceParticipant'> }): RecordConnection =>
  async (report, adoptAs) => {
    const { meeting_id, participant } = report
    const { participant_id } = participant
    for (let attempt = 0; attempt < attempts; attempt++) {
      const known = await meetings.participant(meeting_id, participant_id)
      const stored = known ?? (adoptAs === undefined ? undefined : stranger(meeting_id, participant_id, adoptAs))
      const change =
        stored && (applyLivekitEvent(stored.record, report) ?? (adoptAs === undefined ? undefined : seatOnly(stored.record, report)))
      if (!change) return
      if (!(await meetings.replaceParticipant(stored, change.record, change.seat))) continue
      log.info({ meeting_id, participant_id, sid: participant.sid }, change.seat === 'occupy' ? 'participant joined' : 'participant left')
      return
    }
    throw new RundeError('unavailable', 'the participant record kept changing')
  }

/** A finished room has nobody in it: whoever was connected before it ended has left. */
const recordRoomFinished = async (
  { meetings }: Deps,
  record: RecordConnection,
  { meeting_id, created_at }: LivekitEvent,
): Promise<void> => {
  for (const { participant_id, record: stored } of await meetings.connectedParticipants(meeting_id)) {
    const { connection } = stored
    // LiveKit's times have seconds only; somebody who came in that very second may be in the next room already.
    if (!connection || connection.joined_at >= created_at) continue
    const { sid, joined_at } = connection
    await record({ meeting_id, type: 'participant_left', participant: { participant_id, sid, joined_at } })
  }
}

/** LiveKit lets in whoever has a token, as long as that is good: who was banned goes again. */
export const disconnectBanned = async (
  { meetings, rooms, log }: Pick<Deps, 'rooms' | 'log'> & { readonly meetings: Pick<Meetings, 'banned'> },
  meetingId: string,
  participantIds: readonly string[],
): Promise<void> => {
  for (const participant_id of await meetings.banned(meetingId, participantIds)) {
    await rooms.disconnect(meetingId, participant_id, within(patience))
    log.info({ meeting_id: meetingId, participant_id }, 'somebody who was banned came again and was disconnected')
  }
}

const comings = ['participant_joined', 'participant_left'] as const
const isComing = (type: string): type is (typeof comings)[number] => comings.some((known) => known === type)

/** Brings the participants up to date with what LiveKit reported. The end of a room is not the end of its meeting. */
export const recordLivekitEvent = (deps: Deps) => {
  const record = recordConnection(deps)
  return async (event: LivekitEvent): Promise<void> => {
    const { type, meeting_id, participant } = event
    if (type === 'room_finished') return recordRoomFinished(deps, record, event)
    if (!participant || !isComing(type)) return
    await record({ meeting_id, type, participant })
    if (type !== 'participant_joined') return
    const { participant_id, permissions, hand } = participant
    await disconnectBanned(deps, meeting_id, [participant_id])
    // Their token may be older than what is in force now.
    if (permissions) await bringInLine(deps, { meeting_id, participant_id, granted: [[participant_id, permissions]] }, within(patience))
    if (hand !== undefined) await showHand(deps, { meeting_id, participant_id, shown: hand }, within(patience))
  }
}
