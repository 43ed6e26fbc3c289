import type { MeetingSettings, OwnPermissions } from '@runde/contracts/host-operations'
import type { Admission, NewMeeting } from '@runde/contracts/meetings'
import { admitParticipant } from '@runde/room-service/admit-participant'
import { changeSettings } from '@runde/room-service/change-settings'
import { createMeeting } from '@runde/room-service/create-meeting'
import { admitWaiting, denyWaiting } from '@runde/room-service/decide-waiting'
import { endMeeting } from '@runde/room-service/end-meeting'
import { findMeeting, mustFind } from '@runde/room-service/find-meeting'
import { permitParticipant } from '@runde/room-service/permit-participant'
import type { Meetings } from '@runde/room-service/ports/meetings'
import type { Rooms } from '@runde/room-service/ports/rooms'
import { fitsKey } from '@runde/room-service/redis/redis-meetings'
import { releaseSeat } from '@runde/room-service/release-seat'
import { restoreMeeting } from '@runde/room-service/restore-meeting'
import { keyedHostKeys } from '@runde/room-service/state/host-key'
import { keyedSessions } from '@runde/room-service/state/participant-session'
import { passcodeHashes } from '@runde/room-service/state/passcode'
import { recoveryRecords } from '@runde/room-service/state/recovery-record'
import { finishMeetings } from '@runde/room-service/upkeep/finish-meetings'
import { reconcileRooms } from '@runde/room-service/upkeep/reconcile-rooms'
import { recordConnection, recordLivekitEvent } from '@runde/room-service/upkeep/record-livekit-event'
import { recoverRooms } from '@runde/room-service/upkeep/recover-rooms'
import { relayOutbox } from '@runde/room-service/upkeep/relay-outbox'
import { standingRooms } from '@runde/room-service/upkeep/standing-rooms'
import { sweepMeetings } from '@runde/room-service/upkeep/sweep-meetings'
import { watchMeeting } from '@runde/room-service/watch-meeting'
import type { Bus } from '@runde/service-kit/bus'
import { within } from '@runde/service-kit/deadline'
import { pino } from 'pino'
import { aboutCall } from './about-call.ts'
import type { Actor, Scheduler } from './scheduler.ts'

/** The world of one seed, as the replicas reach it. */
export interface Ports {
  readonly meetings: Meetings
  readonly rooms: Rooms
  readonly bus: Pick<Bus, 'publish'>
}

export interface ReplicaOptions {
  readonly ports: Ports
  readonly scheduler: Pick<Scheduler, 'step'>
  readonly newId: (fits: (id: string) => boolean) => string
  /** Unix milliseconds. */
  readonly now: () => number
}

const log = pino({ level: 'silent' })
const secret = 'interleavings'.repeat(4)
/** What the replicas seal rooms with. */
export const records = recoveryRecords(secret)
const keyedSession = keyedSessions(secret)
const keyedHostKey = keyedHostKeys(secret)
const hashPasscode = passcodeHashes(secret)

/** Real time stands still for the operations: nothing of theirs may end because this machine is busy. */
const call = () => within(3_600_000)

type Methods = Record<string, (...args: never[]) => Promise<unknown>>

/** The port whose every call waits for its turn first. */
const stepped = <T extends object>(port: string, target: T, { step }: Pick<Scheduler, 'step'>, actor: Actor): T => {
  const wait = ([name, method]: [string, (...args: never[]) => Promise<unknown>]) => [
    name,
    (...args: never[]) => step(actor, `${port}.${name}`, aboutCall(args), () => method(...args)),
  ]
  return Object.fromEntries(Object.entries(target as Methods).map(wait)) as T
}

/** One process of room-service: everything that it does, as work of a named actor that waits for its turn at every port. */
export const startReplica = (replica: string, { ports, scheduler, newId, now }: ReplicaOptions) => {
  const depsOf = (task: string) => {
    const actor = { name: `${replica} ${task}`, replica }
    const meetings = stepped('store', ports.meetings, scheduler, actor)
    const rooms = stepped('livekit', ports.rooms, scheduler, actor)
    const bus = stepped('bus', ports.bus, scheduler, actor)
    const deps = { meetings, rooms, bus, log, records, keyedSession, keyedHostKey, hashPasscode, fitsKey, newId }
    return { ...deps, restoreMeeting: restoreMeeting(deps, now) }
  }
  const sweepOf = (task: string) => {
    const deps = depsOf(task)
    const reconcile = reconcileRooms({ ...deps, record: recordConnection(deps) })
    const standing = standingRooms(deps.rooms)
    return sweepMeetings({ ...deps, quietAfter: 0, reconcile, standing, finish: finishMeetings({ ...deps, standing }) })
  }
  return {
    replica,
    create: (task: string, wanted: NewMeeting) => createMeeting(depsOf(task))(wanted, call()),
    admit: (task: string, admission: Admission) => admitParticipant(depsOf(task))(admission, call()),
    release: (task: string, seat: { meeting_id: string; participant_id: string }) => releaseSeat(depsOf(task))(seat),
    find: (task: string, meeting_id: string) => findMeeting(depsOf(task))({ meeting_id }, call()),
    watch: (task: string, watched: { meeting_id: string; participant_token?: string }) => watchMeeting(depsOf(task))(watched, call()),
    change: async (task: string, { meeting_id, ...settings }: { meeting_id: string } & MeetingSettings) => {
      const deps = depsOf(task)
      return changeSettings(deps)(await mustFind(deps, meeting_id, call()), settings, call())
    },
    permit: async (task: string, { meeting_id, ...asked }: { meeting_id: string; participant_id: string; permissions: OwnPermissions }) => {
      const deps = depsOf(task)
      return permitParticipant(deps)(await mustFind(deps, meeting_id, call()), asked, call())
    },
    letIn: async (task: string, meeting_id: string) => {
      const deps = depsOf(task)
      return admitWaiting(deps)(await mustFind(deps, meeting_id, call()), {})
    },
    deny: async (task: string, { meeting_id, participant_id }: { meeting_id: string; participant_id: string }) => {
      const deps = depsOf(task)
      return denyWaiting(deps)(await mustFind(deps, meeting_id, call()), { participant_id })
    },
    end: async (task: string, meeting_id: string) => {
      const deps = depsOf(task)
      return endMeeting(deps)(await mustFind(deps, meeting_id, call()), {}, call())
    },
    relay: (task: string, shard: number) => relayOutbox(depsOf(task))(shard),
    sweep: (task: string, shard: number) => sweepOf(task)(shard),
    recover: (task: string) => recoverRooms(depsOf(task))(() => false),
    consume: (task: string, event: Parameters<ReturnType<typeof recordLivekitEvent>>[0]) => recordLivekitEvent(depsOf(task))(event),
  }
}

export type Replica = ReturnType<typeof startReplica>
