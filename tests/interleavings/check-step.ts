import { checkEvents } from './check-events.ts'
import type { Ledger } from './ledger.ts'
import type { TakenStep } from './scheduler.ts'
import type { Snapshot, StoredMeeting } from './snapshot.ts'
import type { StreamModel } from './stream-model.ts'

export interface Moment {
  readonly before: Snapshot
  readonly after: Snapshot
  /** The call that was done between the two; undefined when it was the world that changed. */
  readonly step: TakenStep | undefined
  readonly ledger: Ledger
  readonly stream: StreamModel
  /** Unix milliseconds. */
  readonly now: number
}

const order = ['creating', 'open', 'ending', 'ended'] as const
const rank = (status: (typeof order)[number]) => order.indexOf(status)

/** A meeting goes forward only, and never away. */
const checkCourse = (before: StoredMeeting | undefined, after: StoredMeeting): string[] => {
  if (!before?.state) return []
  if (!after.state) return ['is gone from Redis']
  const [was, is] = [before.state, after.state]
  return [
    ...(rank(is.status) < rank(was.status) ? [`went from ${was.status} to ${is.status}`] : []),
    ...(is.version < was.version ? [`went from version ${was.version} to ${is.version}`] : []),
  ]
}

const taken = (seats: ReadonlyMap<string, number>, now: number) => [...seats.values()].filter((until) => until > now).length

/** Whoever takes a seat by being admitted leaves no more seats taken than there are; LiveKit limits who connects. */
const checkSeats = (before: StoredMeeting | undefined, after: StoredMeeting, now: number): string[] => {
  const seats = after.state?.max_participants ?? 0
  const [was, is] = [taken(before?.seats ?? new Map(), now), taken(after.seats, now)]
  return is > was && is > seats ? [`${is} seats taken of ${seats}`] : []
}

/** What must hold after every single step, whoever is in the middle of whatever. */
export const checkStep = ({ before, after, step, ledger, stream, now }: Moment): string[] => {
  const admission = step?.call.what === 'store.admit'
  const found = [...after].flatMap(([meeting_id, meeting]) => {
    const published = stream.eventsOf(meeting_id)
    const was = before.get(meeting_id)
    const problems = [
      ...(step ? checkCourse(was, meeting) : []),
      ...(admission ? checkSeats(was, meeting, now) : []),
      ...(meeting.state && meeting.state.status !== 'ended' && !meeting.scheduled ? ['will never be looked at again'] : []),
    ]
    const lost = ledger.lost.get(meeting_id)
    const events = checkEvents({ meeting_id, state: meeting.state, published, waiting: meeting.outbox, lost })
    return [...problems.map((problem) => `${meeting_id}: ${problem}`), ...events]
  })
  return [...found, ...stream.swallowed.map((id) => `${id} came twice with different contents, and one of them is lost`)]
}
