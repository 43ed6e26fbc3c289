import { endMeeting } from '@runde/contracts/host-operations'
import { meetingEventSubjects } from '@runde/contracts/meeting-events'
import { expiryLimits } from '@runde/contracts/meetings'
import type { Bus } from '@runde/service-kit/bus'
import { within } from '@runde/service-kit/deadline'
import { until } from '../../support/wait.ts'
import { eventViolations } from '../check-events.ts'
import { readEvents } from '../end-state.ts'
import type { Asked } from '../history.ts'
import { perform } from '../operations.ts'
import type { World } from '../world.ts'
import { jump } from './fail-point.ts'

export interface Stage {
  readonly world: World
  /** The operations that the public API does not have. */
  readonly bus: Bus
  /** Shared with the processes that die. */
  readonly folder: string
}

/** One operation of a meeting, from its preparation to what must have come of it. */
export interface Change {
  readonly name: string
  /** Answers the meeting that it is about; none when the operation makes it. */
  readonly prepare: (stage: Stage, key: string) => Promise<string | undefined>
  /** Goes on until it is acknowledged; answers the meeting. */
  readonly perform: (stage: Stage, key: string, meetingId?: string) => Promise<string>
  readonly comesTo: 'live' | 'ended'
}

/** Longer than a crash, its noticing and a retry take together. */
const persistence = { retries: 12 }

const acknowledged = async ({ world }: Stage, asked: Asked): Promise<string> => {
  const { outcome } = await perform(world, asked, persistence)
  if (outcome.type !== 'acknowledged') throw new Error(`${asked.kind} was not acknowledged: ${JSON.stringify(outcome)}`)
  return outcome.answer.meeting_id ?? ''
}

const create = (stage: Stage, key: string) => acknowledged(stage, { kind: 'create', key, name: key })

const createBrief = (stage: Stage, key: string) => acknowledged(stage, { kind: 'create', key, name: key, expires_in: expiryLimits.min })

/** Nobody answers while its replica dies; the request is safe to repeat. */
const persist = (what: string, work: () => Promise<unknown>) =>
  until(async () => (await work()) !== undefined, { what, within: 30_000, every: 250 })

/** What the answer to its creation said. */
const hostKeyOf = ({ world }: Stage, meetingId: string): string => {
  const created = world.history.attempts.find(
    ({ asked, outcome }) => asked.kind === 'create' && outcome.type === 'acknowledged' && outcome.answer.meeting_id === meetingId,
  )
  return (created?.outcome.type === 'acknowledged' && created.outcome.answer.host_key) || ''
}

const end: Change = {
  name: 'end',
  prepare: create,
  perform: async (stage, _key, meeting_id = '') => {
    const asked = { meeting_id, credential: hostKeyOf(stage, meeting_id) }
    await persist('the meeting to be ended', () => stage.bus.request(endMeeting, asked, within(5_000)))
    return meeting_id
  },
  comesTo: 'ended',
}

export const changes: readonly Change[] = [
  { name: 'create', prepare: async () => undefined, perform: create, comesTo: 'live' },
  {
    name: 'join',
    prepare: create,
    perform: (stage, key, meeting_id = '') => acknowledged(stage, { kind: 'join', key: `${key}-join`, name: 'Mira', meeting_id }),
    comesTo: 'live',
  },
  end,
  {
    name: 'expire',
    prepare: createBrief,
    perform: async ({ folder }, _key, meeting_id = '') => {
      jump(folder, expiryLimits.min * 1_000)
      return meeting_id
    },
    comesTo: 'ended',
  },
]

/** What keeps the meeting from being as the change must leave it: one room or none, and one event for each version. */
export const whatIsMissing = async ({ world }: Stage, meetingId: string, { comesTo }: Change): Promise<string | undefined> => {
  const events = await readEvents(world.nats, meetingEventSubjects(meetingId))
  const [violation] = eventViolations([meetingId], events)
  if (violation) return `${violation.rule}: ${violation.detail}`
  const types = new Set(events.map(({ type }) => type))
  if (comesTo === 'ended' && !types.has('meeting_ended')) return 'the meeting has not ended'
  if (comesTo === 'live' && types.has('meeting_ending')) return 'the meeting has ended'
  const rooms = await world.livekit.listRooms([meetingId])
  return rooms.length === (comesTo === 'ended' ? 0 : 1) ? undefined : `${rooms.length} rooms on LiveKit`
}
