import { isSame } from '@runde/contracts/permissions'
import { permissionsOf } from '@runde/room-service/state/permissions'
import { isStale } from '@runde/room-service/state/recovery-record'
import type { Ledger } from './ledger.ts'
import { foreignRoom, type LivekitModel } from './livekit-model.ts'
import { records } from './replica.ts'
import type { Snapshot, StoredMeeting } from './snapshot.ts'

export interface Rest {
  readonly snapshot: Snapshot
  readonly ledger: Ledger
  readonly livekit: LivekitModel
  /** Unix milliseconds. */
  readonly now: number
}

const connected = ({ seats }: StoredMeeting): string[] =>
  [...seats].flatMap(([id, until]) => (until === Number.POSITIVE_INFINITY ? [id] : []))

const listed = (ids: readonly string[]) => [...ids].sort().join(' ') || 'nobody'

/** Whoever is inside may send what is in force for them, whatever their token said. */
const outOfLine = (meeting_id: string, { state, recordOf }: StoredMeeting, livekit: LivekitModel): string[] =>
  [...(livekit.standing().get(meeting_id)?.people.values() ?? [])].flatMap(({ participant_id, permissions }) => {
    const record = recordOf(participant_id)
    const isRight = state && record && isSame(permissions, permissionsOf(state, record))
    return isRight ? [] : [`LiveKit lets ${participant_id} send ${JSON.stringify(permissions)}`]
  })

const checkMeeting = (meeting_id: string, meeting: StoredMeeting, { livekit, now }: Rest): string[] => {
  const { state, outbox } = meeting
  const room = livekit.standing().get(meeting_id)
  const waiting = outbox.length > 0 ? [`${outbox.length} events were never published`] : []
  if (!state) return [...waiting, ...(room ? ['has a room and is not stored'] : [])]
  if (state.status === 'creating' || state.status === 'ending') return [`is ${state.status} for ever`]
  if (state.status === 'ended') return [...waiting, ...(room ? ['has ended and has a room'] : [])]
  const record = room && records.open(meeting_id, room.metadata)
  const [stored, truly] = [listed(connected(meeting)), listed([...(room?.people.keys() ?? [])])]
  return [
    ...waiting,
    ...(state.expires_at <= now ? ['has expired and is open'] : []),
    ...(room && (!record || isStale(record, state)) ? ['would come back from its room as another meeting'] : []),
    ...outOfLine(meeting_id, meeting, livekit),
    ...(stored === truly ? [] : [`is said to have ${stored} inside, and has ${truly}`]),
  ]
}

/** An acknowledged meeting is there for ever (until a day after its end), unless nobody can know of it any more. */
const checkKept = ({ snapshot, ledger }: Rest): string[] =>
  [...ledger.acknowledged].flatMap(([id, told]) => {
    const state = snapshot.get(id)?.state
    if (!state) return ledger.forgotten.has(id) ? [] : [`${id}: was acknowledged and is lost`]
    return state.max_participants === told.max_participants ? [] : [`${id}: has other seats than was said`]
  })

/** One key makes one meeting; what was given up on the way has ended. */
const checkKeys = ({ snapshot, ledger }: Rest): string[] => {
  const alive = new Map<string, string[]>()
  for (const [id, { key }] of ledger.drawn)
    if (key !== undefined && snapshot.get(id)?.state?.status === 'open' && !ledger.lost.has(id))
      alive.set(key, [...(alive.get(key) ?? []), id])
  return [...alive].flatMap(([key, ids]) => (ids.length > 1 ? [`key ${key} made ${ids.join(' and ')}`] : []))
}

/** What must hold when all faults have stopped and nothing is due. */
export const checkRest = (rest: Rest): string[] => {
  const meetings = [...rest.snapshot].flatMap(([id, meeting]) => checkMeeting(id, meeting, rest).map((problem) => `${id}: ${problem}`))
  const foreign = rest.livekit.standing().get(foreignRoom.name)?.metadata === foreignRoom.metadata ? [] : ['a foreign room was touched']
  const strange = [...rest.livekit.standing().keys()].filter((name) => name !== foreignRoom.name && !rest.snapshot.has(name))
  return [...meetings, ...checkKept(rest), ...checkKeys(rest), ...foreign, ...strange.map((name) => `${name}: a room of no meeting`)]
}
