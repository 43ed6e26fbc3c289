import type { LivekitEvent } from '@runde/contracts/livekit-events'
import { isSame } from '@runde/contracts/permissions'
import { within } from '@runde/service-kit/deadline'
import type { Logger } from '@runde/service-kit/log'
import { bringInLine, type Deps as LineDeps } from '../bring-in-line.ts'
import { counter } from '../count.ts'
import type { FoundMeeting, Meetings, StoredParticipant } from '../ports/meetings.ts'
import type { LiveParticipant, LiveRoom, Rooms } from '../ports/rooms.ts'
import { showHand } from '../show-hand.ts'
import { permissionsOf } from '../state/permissions.ts'
import { isStale, type RecoveryRecords } from '../state/recovery-record.ts'
import { disconnectBanned, type RecordConnection } from './record-livekit-event.ts'

/** Compares meetings with LiveKit and repairs what lost webhooks have left behind; says when to look again. */
export type Reconcile = (found: readonly FoundMeeting[]) => Promise<void>

export interface Deps extends LineDeps {
  readonly meetings: LineDeps['meetings'] & Pick<Meetings, 'reschedule' | 'banned'>
  readonly rooms: LineDeps['rooms'] & Pick<Rooms, 'list' | 'participants' | 'describe' | 'disconnect' | 'show'>
  readonly records: RecoveryRecords
  readonly record: RecordConnection
  readonly log: Logger
}

/** Milliseconds for comparing one meeting. */
const patience = 5_000

type Report = NonNullable<LivekitEvent['participant']>

/** What LiveKit would have reported: who is there and not known to be, and who is known to be there and is not. */
export const missedReports = (
  known: readonly StoredParticipant[],
  present: readonly LiveParticipant[],
): { readonly joined: readonly (Report & { display_name: string })[]; readonly left: readonly Report[] } => {
  const sids = new Set(present.map(({ sid }) => sid))
  const connected = known.flatMap(({ participant_id, record: { connection } }) =>
    connection?.connected ? [{ participant_id, ...connection }] : [],
  )
  const knownSids = new Set(connected.map(({ sid }) => sid))
  return {
    joined: present.filter(({ sid }) => !knownSids.has(sid)),
    left: connected.filter(({ sid }) => !sids.has(sid)).map(({ participant_id, sid, joined_at }) => ({ participant_id, sid, joined_at })),
  }
}

/** Whether LiveKit lets somebody send other things than is in force; of somebody who has just been taken in nobody knows. */
const isOutOfLine = ({ state }: FoundMeeting, known: readonly StoredParticipant[], { participant_id, permissions }: LiveParticipant) => {
  const stored = known.find((one) => one.participant_id === participant_id)
  return !stored || !isSame(permissions, permissionsOf(state, stored.record))
}

/** Whether LiveKit shows a hand that is down, or none where one is up. */
const isShownWrong = (known: readonly StoredParticipant[], { participant_id, hand }: LiveParticipant) => {
  const stored = known.find((one) => one.participant_id === participant_id)
  return stored !== undefined && (stored.record.hand ?? 0) !== hand
}

/**
 * Whether the room's record may bring the meeting back as it was before. A list may be so old that it does not show the room
 * yet: nobody will look again after the last comparison, so that is certain only once the record is written.
 */
const mayTellOtherwise = (records: RecoveryRecords, { state, now, watched_until }: FoundMeeting, room: LiveRoom | undefined): boolean => {
  if (!room) return watched_until <= now
  const sealed = records.open(state.meeting_id, room.metadata)
  return !sealed || isStale(sealed, state)
}

export const reconcileRooms = (deps: Deps): Reconcile => {
  const { meetings, rooms, records, record, log } = deps
  const repairs = counter('runde.reconcile.repairs', 'Comings and goings that no webhook had told of')

  const repair = async (meeting_id: string, known: readonly StoredParticipant[], present: readonly LiveParticipant[]) => {
    const { joined, left } = missedReports(known, present)
    for (const { display_name, ...participant } of joined)
      await record({ meeting_id, type: 'participant_joined', participant, asked: true }, display_name)
    for (const participant of left) await record({ meeting_id, type: 'participant_left', participant, asked: true })
    repairs.add(joined.length + left.length)
    if (joined.length + left.length > 0)
      log.warn({ meeting_id, joined: joined.length, left: left.length }, 'LiveKit knew better who is there')
  }

  const compare = async (found: FoundMeeting, known: readonly StoredParticipant[], room: LiveRoom | undefined) => {
    const { meeting_id } = found.state
    const busy = room !== undefined && room.num_participants > 0
    // Who was known before LiveKit was asked, so that whoever comes in between is not taken for somebody who has left.
    const present = busy ? await rooms.participants(meeting_id, within(patience)) : []
    if (busy || known.length > 0) await repair(meeting_id, known, present)
    await disconnectBanned(
      deps,
      meeting_id,
      present.map(({ participant_id }) => participant_id),
    )
    if (present.some((one) => isOutOfLine(found, known, one))) {
      const granted = present.map(({ participant_id, permissions }) => [participant_id, permissions] as const)
      await bringInLine(deps, { meeting_id, granted }, within(patience))
    }
    for (const { participant_id, hand } of present.filter((one) => isShownWrong(known, one)))
      await showHand(deps, { meeting_id, participant_id, shown: hand }, within(patience))
    if (mayTellOtherwise(records, found, room)) await rooms.describe(meeting_id, records.seal(found.state), within(patience))
    await meetings.reschedule(found, { present: present.length > 0 })
  }

  return async (found) => {
    // Those that nobody has been admitted to for a while, and which were compared since, were due for another reason.
    const watched = found.filter(({ watched_until }) => watched_until > 0)
    const rest = found.filter((one) => !watched.includes(one))
    await Promise.all(rest.map((one) => meetings.reschedule(one)))
    if (watched.length === 0) return
    const known = await Promise.all(watched.map(({ state }) => meetings.connectedParticipants(state.meeting_id)))
    const standing = await rooms.list(
      watched.map(({ state }) => state.meeting_id),
      within(patience),
    )
    const byName = new Map(standing.map((room) => [room.name, room]))
    for (const [at, one] of watched.entries()) {
      await compare(one, known[at] ?? [], byName.get(one.state.meeting_id)).catch((error) =>
        log.warn({ err: error, meeting_id: one.state.meeting_id }, 'a room could not be compared: to be tried again'),
      )
    }
  }
}
