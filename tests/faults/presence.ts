import { meetingEventSubjects } from '@runde/contracts/meeting-events'
import { until } from '../support/wait.ts'
import { presenceOf } from './check-events.ts'
import { inParallel, readEvents } from './end-state.ts'
import { newHistory } from './history.ts'
import { perform } from './operations.ts'
import type { Violation } from './violations.ts'
import type { World } from './world.ts'

/** Who is in a meeting: by the events, as a number by the API, and by LiveKit, whose word is the truth. */
const compareOne = async ({ balancer, nats, livekit }: World, meeting_id: string) => {
  const { inside, violations } = presenceOf(await readEvents(nats, meetingEventSubjects(meeting_id)))
  const asked = await perform({ balancer, history: newHistory() }, { kind: 'info', meeting_id }, { retries: 3 })
  const counted = asked.outcome.type === 'acknowledged' ? asked.outcome.answer.num_participants : undefined
  const present = (await livekit.listParticipants(meeting_id).catch(() => [])).map(({ identity }) => identity)
  const same = counted === present.length && inside.size === present.length && present.every((identity) => inside.has(identity))
  return { same, violations, says: `${meeting_id}: LiveKit ${present.length}, API ${counted}, events ${inside.size}` }
}

export interface Presence {
  /** Milliseconds until all meetings were as LiveKit sees them. */
  readonly took: number
  /** What differed at the end. */
  readonly different: readonly string[]
  readonly violations: readonly Violation[]
}

/** Waits until everybody who is in a meeting by LiveKit's word is so by ours, and nobody else. */
export const untilSame = async (world: World, meetings: readonly string[], within: number): Promise<Presence> => {
  const start = performance.now()
  let results = await inParallel(meetings, 8, (id) => compareOne(world, id))
  const look = async () => {
    results = await inParallel(meetings, 8, (id) => compareOne(world, id))
    return results.every(({ same }) => same)
  }
  await until(look, { what: 'the meetings to be as LiveKit sees them', within, every: 1_000 }).catch(() => {})
  return {
    took: performance.now() - start,
    different: results.filter(({ same }) => !same).map(({ says }) => says),
    violations: results.flatMap(({ violations }) => violations),
  }
}
