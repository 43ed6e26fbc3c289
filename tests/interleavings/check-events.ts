import type { MeetingEvent } from '@runde/contracts/meeting-events'
import type { MeetingState } from '@runde/room-service/state/meeting-state'

export interface History {
  readonly meeting_id: string
  readonly state: MeetingState | undefined
  readonly published: readonly MeetingEvent[]
  readonly waiting: readonly MeetingEvent[]
  /** Versions whose events Redis lost before they were published; undefined when it never lost this meeting. */
  readonly lost: ReadonlySet<number> | undefined
}

const repeats = (events: readonly MeetingEvent[]): number[] => {
  const versions = events.map(({ version }) => version)
  return versions.filter((version, at) => versions.indexOf(version) < at)
}

/** An event may wait and be published at once: it is forgotten after the acknowledgement. */
const joined = (published: readonly MeetingEvent[], waiting: readonly MeetingEvent[]): readonly MeetingEvent[] => {
  const known = new Set(published.map(({ version }) => version))
  return [...published, ...waiting.filter(({ version }) => !known.has(version))].sort((one, other) => one.version - other.version)
}

/** Exactly one event for each change: versions without gaps, but where Redis lost the meeting. */
const gaps = (events: readonly MeetingEvent[], lost: ReadonlySet<number> | undefined): string[] => {
  let expected = 1
  return events.flatMap(({ version, type }) => {
    while (lost?.has(expected) && expected < version) expected += 1
    // It was restored, or lost once more after that.
    const jumps = lost && version > expected && (type === 'meeting_restored' || lost.has(version - 1))
    const fits = version === expected || jumps
    const missing = expected
    expected = version + 1
    return fits ? [] : [`no event of version ${missing} before ${version}`]
  })
}

/** Of the two warnings each is given once for each end that the meeting is given. */
const warnedTwice = (events: readonly MeetingEvent[]): string[] => {
  const given = new Set<string>()
  return events.flatMap((event) => {
    if (event.type === 'meeting_restored') given.clear()
    if (event.type !== 'ending_soon') return []
    const which = `${event.seconds_left <= 120 ? 'last' : 'first'} warning before ${event.expires_at}`
    if (given.has(which)) return [`the ${which} came twice`]
    given.add(which)
    return []
  })
}

const afterTheEnd = (events: readonly MeetingEvent[]): string[] => {
  const found: string[] = []
  let ended = false
  for (const { type, version } of events) {
    if (type === 'meeting_restored') ended = false
    if (ended) found.push(`${type} (version ${version}) after the end`)
    if (type === 'meeting_ended') ended = true
  }
  return found
}

/** What the events say of the meeting, and what is stored. */
const differs = (events: readonly MeetingEvent[], state: MeetingState): string[] => {
  let told = { status: 'creating', room_sid: '' }
  for (const event of events) {
    if (event.type === 'meeting_opened' || event.type === 'meeting_restored') told = { status: 'open', room_sid: event.room_sid }
    if (event.type === 'room_replaced') told = { ...told, room_sid: event.room_sid }
    if (event.type === 'meeting_ending') told = { ...told, status: 'ending' }
    if (event.type === 'meeting_ended') told = { ...told, status: 'ended' }
  }
  const last = events.at(-1)?.version
  return [
    ...(told.status === state.status ? [] : [`stored as ${state.status}, but the events say ${told.status}`]),
    ...(told.room_sid === state.room_sid ? [] : [`stored with room ${state.room_sid}, but the events say ${told.room_sid}`]),
    ...(last === state.version ? [] : [`stored with version ${state.version}, but the last event is ${last}`]),
  ]
}

/** Whether the events of a meeting, published and waiting, tell its whole history, each change once. */
export const checkEvents = ({ meeting_id, state, published, waiting, lost }: History): string[] => {
  const events = joined(published, waiting)
  return [
    ...repeats(waiting).map((version) => `two events of version ${version} wait`),
    ...repeats(published).map((version) => `version ${version} was published twice`),
    ...gaps(events, lost),
    ...warnedTwice(events),
    ...afterTheEnd(events),
    ...(state ? differs(events, state) : []),
  ].map((problem) => `${meeting_id}: ${problem}`)
}
