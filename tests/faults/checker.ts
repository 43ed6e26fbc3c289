import type { MeetingEvent } from '@runde/contracts/meeting-events'
import { eventViolations } from './check-events.ts'
import { type AcknowledgedMeeting, type Attempt, acknowledgedMeetings } from './history.ts'
import type { Violation } from './violations.ts'

export type Found = 'live' | 'ended' | 'missing'

/** What is there when everything has come to rest. */
export interface EndState {
  /** By the public API, of every meeting whose creation was acknowledged. */
  readonly acknowledged: ReadonlyMap<string, Found>
  /** Every other meeting in the store, with its name, as the public API tells of it. */
  readonly others: readonly { readonly meeting_id: string; readonly name: string; readonly found: Found }[]
  /** Everything on the stream of events, in its order. */
  readonly events: readonly MeetingEvent[]
}

/** Milliseconds for which an admitted participant who has not connected keeps the seat. */
const seatKept = 60_000

const groupBy = <T>(all: readonly T[], keyOf: (one: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>()
  for (const one of all) {
    const group = groups.get(keyOf(one))
    if (group) group.push(one)
    else groups.set(keyOf(one), [one])
  }
  return groups
}

/** A meeting that was acknowledged must be found by everybody who asks afterwards, and at the end. */
export const lostMeetings = (meetings: readonly AcknowledgedMeeting[], attempts: readonly Attempt[], end: EndState): Violation[] => {
  const known = new Map(meetings.map((meeting) => [meeting.meeting_id, meeting]))
  const lost = new Map<string, string>()
  for (const { asked, asked_at, outcome } of attempts) {
    const meeting = known.get(asked.meeting_id ?? '')
    if (!meeting || outcome.type !== 'refused' || outcome.status !== 404 || asked_at < meeting.acknowledged_at) continue
    lost.set(meeting.meeting_id, `${asked.kind} answered 404`)
  }
  for (const { meeting_id } of meetings) if (end.acknowledged.get(meeting_id) === 'missing') lost.set(meeting_id, 'not found at the end')
  return [...lost].map(([subject, detail]) => ({ rule: 'meeting lost', subject, detail }))
}

/** An unanswered request may have made a meeting, but one key makes one; names tell the keys apart. */
export const extraMeetings = (meetings: readonly AcknowledgedMeeting[], attempts: readonly Attempt[], end: EndState): Violation[] => {
  const owner = new Map(meetings.map(({ asked, meeting_id }) => [asked.name, meeting_id]))
  const names = new Set(attempts.flatMap(({ asked }) => (asked.kind === 'create' && asked.name ? [asked.name] : [])))
  const violations: Violation[] = []
  for (const { meeting_id, name, found } of end.others) {
    // One that came to nothing was ended, and the key was free again.
    if (found !== 'live' || !names.has(name)) continue
    const first = owner.get(name)
    if (first) violations.push({ rule: 'meeting extra', subject: meeting_id, detail: `made for ${name}, which has ${first}` })
    else owner.set(name, meeting_id)
  }
  return violations
}

/** Every answer to one key names the same meeting, and the same participant. */
export const keysAnsweredTwice = (attempts: readonly Attempt[]): Violation[] => {
  const answers = new Map<string, Set<string>>()
  for (const { asked, outcome } of attempts) {
    if (asked.key === undefined || outcome.type !== 'acknowledged') continue
    const answer = (asked.kind === 'join' ? outcome.answer.participant_id : outcome.answer.meeting_id) ?? ''
    answers.set(asked.key, (answers.get(asked.key) ?? new Set()).add(answer))
  }
  return [...answers]
    .filter(([, different]) => different.size > 1)
    .map(([subject, different]) => ({ rule: 'key answered twice', subject, detail: [...different].join(', ') }))
}

/** Of a meeting with few seats, no more participants hold one at any time than there are. Nobody in it connects. */
export const seatsAboveCapacity = (meetings: readonly AcknowledgedMeeting[], attempts: readonly Attempt[]): Violation[] => {
  const joins = groupBy(
    attempts.filter(({ asked, outcome }) => asked.kind === 'join' && outcome.type === 'acknowledged'),
    ({ asked }) => asked.meeting_id ?? '',
  )
  return meetings.flatMap(({ meeting_id, asked: { max_participants } }) => {
    if (max_participants === undefined) return []
    const taken = joins.get(meeting_id) ?? []
    // Certainly held from the answer until the earliest moment at which it may have run out.
    const holders = (at: number) =>
      new Set(
        taken
          .filter(({ asked_at, answered_at }) => answered_at <= at && at < asked_at + seatKept)
          .map(({ outcome }) => (outcome.type === 'acknowledged' ? outcome.answer.participant_id : '')),
      )
    const most = Math.max(0, ...taken.map(({ answered_at }) => holders(answered_at).size))
    if (most <= max_participants) return []
    return [{ rule: 'seats above capacity' as const, subject: meeting_id, detail: `${most} in ${max_participants}` }]
  })
}

/** By what callers were told, and by what the events say, both on Redis's clock. */
export const earlyEnds = (meetings: readonly AcknowledgedMeeting[], attempts: readonly Attempt[], end: EndState): Violation[] => {
  const known = new Map(meetings.map((meeting) => [meeting.meeting_id, meeting]))
  const early = new Map<string, string>()
  for (const { asked, answered_at, outcome } of attempts) {
    const meeting = known.get(asked.meeting_id ?? '')
    if (!meeting || outcome.type !== 'refused' || outcome.status !== 410 || answered_at >= meeting.expires_at) continue
    early.set(meeting.meeting_id, `${asked.kind} answered 410 ${Math.round(meeting.expires_at - answered_at)} ms before the end`)
  }
  for (const event of end.events) {
    const meeting = known.get(event.meeting_id)
    if (!meeting || event.type !== 'meeting_ending' || Date.parse(event.at) >= meeting.expires_at) continue
    early.set(event.meeting_id, `${event.type} (${event.reason}) at ${event.at}`)
  }
  return [...early].map(([subject, detail]) => ({ rule: 'ended early', subject, detail }))
}

export const violationsOf = (attempts: readonly Attempt[], end: EndState): Violation[] => {
  const meetings = acknowledgedMeetings(attempts)
  return [
    ...lostMeetings(meetings, attempts, end),
    ...extraMeetings(meetings, attempts, end),
    ...keysAnsweredTwice(attempts),
    ...seatsAboveCapacity(meetings, attempts),
    ...earlyEnds(meetings, attempts, end),
    ...eventViolations(
      meetings.map(({ meeting_id }) => meeting_id),
      end.events,
    ),
  ]
}
