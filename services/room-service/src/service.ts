import { serviceHealth } from '@runde/contracts/health'
import { livekitEvents } from '@runde/contracts/livekit-events'
import {
  admitParticipant as admitRpc,
  createMeeting as createRpc,
  findMeeting as findRpc,
  releaseSeat as releaseRpc,
} from '@runde/contracts/meetings'
import type { Bus } from '@runde/service-kit/bus'
import type { Logger } from '@runde/service-kit/log'
import { admitParticipant } from './admit-participant.ts'
import { createMeeting } from './create-meeting.ts'
import { endDueMeetings } from './end-due-meetings.ts'
import { every } from './every.ts'
import { findMeeting } from './find-meeting.ts'
import type { Meetings } from './meetings.ts'
import { recordLivekitEvent } from './record-livekit-event.ts'
import { releaseSeat } from './release-seat.ts'
import { reportHealth } from './report-health.ts'
import type { Rooms } from './rooms.ts'

export interface Deps {
  readonly bus: Bus
  readonly log: Logger
  readonly meetings: Meetings
  readonly rooms: Rooms
}

/** Everything that the service does: five operations, one stream of events, one clock. */
export const startRoomService = async (deps: Deps): Promise<AsyncDisposable> => {
  const { bus, log } = deps
  await bus.serve(createRpc, createMeeting(deps))
  await bus.serve(findRpc, findMeeting(deps))
  await bus.serve(admitRpc, admitParticipant(deps))
  await bus.serve(releaseRpc, releaseSeat(deps))
  await bus.serve(serviceHealth['room-service'], reportHealth(deps))
  await bus.consume(livekitEvents, 'room-service', recordLivekitEvent(deps))
  return every(1_000, endDueMeetings(deps), log)
}
