import type { MeetingEvent } from '@runde/contracts/meeting-events'
import type { Violation } from './violations.ts'

const once = ['meeting_created', 'meeting_opened', 'meeting_ending', 'meeting_ended'] as const

const ofMeeting = (subject: string, events: readonly MeetingEvent[]): Violation[] => {
  const violations: Violation[] = []
  const seen = new Map<number, number>()
  for (const { version } of events) seen.set(version, (seen.get(version) ?? 0) + 1)
  for (const [version, times] of seen) {
    if (times > 1) violations.push({ rule: 'event doubled', subject, detail: `version ${version}, ${times} times` })
  }
  // Its versions go on from the time of day then.
  if (events.some(({ type }) => type === 'meeting_restored'))
    return [...violations, { rule: 'meeting lost', subject, detail: 'Redis had lost it, and its room brought it back' }]
  const last = Math.max(...seen.keys())
  const missing = Array.from({ length: last }, (_, index) => index + 1).filter((version) => !seen.has(version))
  if (missing.length > 0) violations.push({ rule: 'event missing', subject, detail: `version ${missing.join(', ')} of ${last}` })
  for (const type of once) {
    const versions = new Set(events.filter((event) => event.type === type).map(({ version }) => version))
    if (versions.size < 2) continue
    const rule = type === 'meeting_ending' || type === 'meeting_ended' ? 'ended twice' : 'event doubled'
    violations.push({ rule, subject, detail: `${type} as version ${[...versions].join(' and ')}` })
  }
  return violations
}

/** One event for each version of a meeting from the first to the last, and one creation, opening and end for each meeting. */
export const eventViolations = (acknowledged: readonly string[], events: readonly MeetingEvent[]): Violation[] => {
  const byMeeting = new Map<string, MeetingEvent[]>(acknowledged.map((id) => [id, []]))
  for (const event of events) byMeeting.set(event.meeting_id, [...(byMeeting.get(event.meeting_id) ?? []), event])
  const violations = [...byMeeting].flatMap(([id, its]) => (its.length === 0 ? [] : ofMeeting(id, its)))
  for (const id of acknowledged) {
    const its = byMeeting.get(id) ?? []
    for (const type of ['meeting_created', 'meeting_opened'] as const) {
      if (!its.some((event) => event.type === type)) violations.push({ rule: 'event missing', subject: id, detail: type })
    }
  }
  return violations
}

/**
 * Comings and goings of each participant take turns, beginning with a coming, and the number after each is right.
 * Answers who is inside by the events of one meeting.
 */
export const presenceOf = (events: readonly MeetingEvent[]): { readonly inside: ReadonlySet<string>; readonly violations: Violation[] } => {
  const inside = new Set<string>()
  const violations: Violation[] = []
  for (const event of [...events].sort((a, b) => a.version - b.version)) {
    if (event.type !== 'participant_joined' && event.type !== 'participant_left') continue
    const { participant_id, meeting_id, version, type } = event
    const joined = type === 'participant_joined'
    if (inside.has(participant_id) === joined) {
      violations.push({ rule: 'event doubled', subject: meeting_id, detail: `${type} of ${participant_id} again, as version ${version}` })
    }
    if (joined) inside.add(participant_id)
    else inside.delete(participant_id)
    if (event.num_participants === inside.size) continue
    violations.push({
      rule: 'count wrong',
      subject: meeting_id,
      detail: `${event.num_participants} of ${inside.size} inside, at version ${version}`,
    })
  }
  return { inside, violations }
}
