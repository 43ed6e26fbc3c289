import type { AdmittedParticipant, Meeting, Permissions } from '@runde/contracts/meetings'
import type { Snapshot } from './snapshot.ts'

/** A token in somebody's hands. */
export interface Ticket {
  readonly meeting_id: string
  readonly participant_id: string
  readonly display_name: string
  readonly participant_token: string
  /** What the token grants, whatever is in force when it is used. */
  readonly permissions: Permissions
  /** Unix milliseconds. */
  readonly valid_until: number
}

export type Place = Omit<Ticket, 'permissions' | 'valid_until'>

/** What callers were told, and what the world did: the invariants are about these. */
export interface Ledger {
  /** Every id that was drawn, with the key of the request it was drawn for. */
  readonly drawn: Map<string, { readonly key: string | undefined }>
  /** Meetings that a caller was told of. */
  readonly acknowledged: Map<string, Meeting>
  /** Idempotency key to the meeting that its callers were told of. */
  readonly meetingOfKey: Map<string, string>
  /** Meeting and admission key to the participant that its callers were told of. */
  readonly participantOfKey: Map<string, string>
  readonly tickets: Ticket[]
  /** Places in lobbies that somebody was told of. */
  readonly places: Place[]
  /** Meetings that Redis has lost at least once, with the versions whose events were lost unpublished. */
  readonly lost: Map<string, Set<number>>
  /** Meetings that were gone from Redis and LiveKit at the same time: nobody can know of them any more. */
  readonly forgotten: Set<string>
  readonly violations: string[]
}

export const newLedger = (): Ledger => ({
  drawn: new Map(),
  acknowledged: new Map(),
  meetingOfKey: new Map(),
  participantOfKey: new Map(),
  tickets: [],
  places: [],
  lost: new Map(),
  forgotten: new Set(),
  violations: [],
})

/** Milliseconds for which a token lets its holder connect. */
const tokenLife = 600_000

const sameAs = (known: Map<string, string>, key: string, now: string): boolean => (known.get(key) ?? now) === now

export const acknowledgeMeeting = (ledger: Ledger, meeting: Meeting, key: string | undefined): void => {
  const { meeting_id } = meeting
  ledger.acknowledged.set(meeting_id, ledger.acknowledged.get(meeting_id) ?? meeting)
  if (key === undefined) return
  const before = ledger.meetingOfKey.get(key)
  // Redis keeps the key together with the meeting, and loses them together.
  const excused = before !== undefined && ledger.lost.has(before)
  if (!excused && !sameAs(ledger.meetingOfKey, key, meeting_id)) ledger.violations.push(`key ${key} made ${before} and ${meeting_id}`)
  ledger.meetingOfKey.set(key, meeting_id)
}

export const acknowledgeAdmission = (ledger: Ledger, told: AdmittedParticipant, key: string, now: number): void => {
  const { participant_id, participant_token, display_name, permissions, meeting } = told
  const { meeting_id } = meeting
  const name = `${meeting_id} ${key}`
  if (!sameAs(ledger.participantOfKey, name, participant_id))
    ledger.violations.push(`the admission ${key} to ${meeting_id} made two participants`)
  ledger.participantOfKey.set(name, participant_id)
  ledger.tickets.push({ meeting_id, participant_id, participant_token, display_name, permissions, valid_until: now + tokenLife })
}

/** Redis has just lost this meeting: what nobody could know is not expected any more. */
export const recordLoss = (ledger: Ledger, snapshot: Snapshot, meetingId: string): void => {
  const versions = ledger.lost.get(meetingId) ?? new Set<number>()
  for (const { version } of snapshot.get(meetingId)?.outbox ?? []) versions.add(version)
  ledger.lost.set(meetingId, versions)
}
