import { RundeError } from '@runde/contracts/errors'
import type { LivekitEvent } from '@runde/contracts/livekit-events'
import type { Logger } from '@runde/service-kit/log'
import { applyLivekitEvent } from './apply-livekit-event.ts'
import type { Meetings } from './meetings.ts'

export interface Deps {
  readonly meetings: Pick<Meetings, 'participant' | 'replaceParticipant' | 'connectedParticipants'>
  readonly log: Logger
}

/** Another replica may write between our read and our write; each loss means that somebody else went ahead. */
const attempts = 10

const recordOne = async ({ meetings, log }: Deps, event: LivekitEvent, participant_id: string): Promise<void> => {
  const { meeting_id } = event
  for (let attempt = 0; attempt < attempts; attempt++) {
    const stored = await meetings.participant(meeting_id, participant_id)
    const change = stored && applyLivekitEvent(stored.record, event)
    if (!change) return
    if (!(await meetings.replaceParticipant(stored, change.record, change.seat))) continue
    const message = change.seat === 'occupy' ? 'participant joined' : 'participant left'
    log.info({ meeting_id, participant_id, sid: change.record.connection?.sid }, message)
    return
  }
  throw new RundeError('unavailable', 'the participant record kept changing')
}

/** A finished room has nobody in it: whoever was connected before it ended has left. */
const recordRoomFinished = async (deps: Deps, event: LivekitEvent): Promise<void> => {
  for (const participant_id of await deps.meetings.connectedParticipants(event.meeting_id)) {
    const connection = (await deps.meetings.participant(event.meeting_id, participant_id))?.record.connection
    // LiveKit's times have seconds only; somebody who came in that very second may be in the next room already.
    if (!connection || connection.joined_at >= event.created_at) continue
    const { sid, joined_at } = connection
    await recordOne(deps, { ...event, type: 'participant_left', participant: { participant_id, sid, joined_at } }, participant_id)
  }
}

/** Brings the participants up to date with what LiveKit reported. The end of a room is not the end of its meeting. */
export const recordLivekitEvent =
  (deps: Deps) =>
  async (event: LivekitEvent): Promise<void> => {
    if (event.type === 'room_finished') return recordRoomFinished(deps, event)
    if (event.participant) return recordOne(deps, event, event.participant.participant_id)
  }
