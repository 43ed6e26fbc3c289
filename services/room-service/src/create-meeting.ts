import { createHash } from 'node:crypto'
import { RundeError } from '@runde/contracts/errors'
import { type CreatedWithKey, expiryLimits, type Meeting, type NewMeeting, participantLimits } from '@runde/contracts/meetings'
import type { Call } from '@runde/service-kit/bus'
import { changeMeeting } from './change-meeting.ts'
import { type Deps as EnsureDeps, ensureRoom } from './ensure-room.ts'
import type { FirstAnswer, FoundMeeting, IdempotencyKey, Meetings } from './ports/meetings.ts'
import { hashOfHostKey, type KeyedHostKey, newHostKey } from './state/host-key.ts'
import { asMeeting } from './state/meeting-state.ts'
import { newMeetingId } from './state/new-meeting-id.ts'
import type { HashPasscode } from './state/passcode.ts'

export interface Deps extends EnsureDeps {
  readonly meetings: Pick<Meetings, 'create' | 'find' | 'commit'>
  /** Draws an id; one that `fits` when it must lie beside the record of its key. */
  readonly newId?: (fits: (id: string) => boolean) => string
  /** Whether a meeting with this id can be written in one go with the record of the key. */
  readonly keyedHostKey: KeyedHostKey
  readonly hashPasscode: HashPasscode
  readonly fitsKey: (meetingId: string, keyHash: string) => boolean
}

/** With 2^49 ids a second draw is a curiosity; more than this is a fault elsewhere. */
const draws = 3
/** Seconds for which the first answer to a key is kept. */
const keepAnswer = 86_400

const sha256 = (text: string) => createHash('sha256').update(text).digest('base64url').slice(0, 32)

const keyOf = ({ idempotency_key, idempotency_keep, ...request }: NewMeeting, hashPasscode: HashPasscode): IdempotencyKey | undefined => {
  if (idempotency_key === undefined) return undefined
  const { name, expires_in, max_participants, lobby, passcode, encrypted } = request
  const admission = lobby || passcode || encrypted ? [lobby, passcode && hashPasscode('', passcode), encrypted] : []
  return {
    hash: sha256(idempotency_key),
    fingerprint: sha256(JSON.stringify([name, expires_in, max_participants, ...admission])),
    keep: idempotency_keep ?? keepAnswer,
  }
}

/** The gateway gives a key of its own to whoever has none, to be kept for its own retries only. */
const asksAgain = ({ idempotency_key, idempotency_keep }: NewMeeting) => idempotency_key !== undefined && idempotency_keep === undefined

const draw = (fits: (id: string) => boolean): string => {
  for (;;) {
    const id = newMeetingId()
    if (fits(id)) return id
  }
}

/** Answers once the meeting is stored and its room stands on LiveKit. The same key again gets the first answer again. */
export const createMeeting = (deps: Deps) => {
  const { meetings, log, newId = draw, fitsKey, keyedHostKey, hashPasscode } = deps

  const stand = async (found: FoundMeeting, wanted: NewMeeting, call: Call): Promise<Meeting> => {
    const { meeting_id } = found.state
    log.info({ meeting_id }, 'creating LiveKit room')
    try {
      const state = await ensureRoom(deps, found, call)
      log.info({ meeting_id, room_sid: state.room_sid }, 'created LiveKit room')
      return asMeeting(state, found.now)
    } catch (error) {
      // Nobody can ask for it again, and it must not wait for its expiry. A caller with a key of their own does ask again, and gets
      // this one: another meeting and another room for every attempt would bury a LiveKit that is only slow.
      if (!asksAgain(wanted)) await changeMeeting(meetings, found, { type: 'end', reason: 'abandoned' }).catch(() => {})
      // The store has lost it on the way; its creator has asked for no meeting that could be missing.
      const lost = error instanceof RundeError && error.code === 'meeting_not_found'
      throw lost ? new RundeError('unavailable', 'the meeting could not be created', { cause: error }) : error
    }
  }

  /** What the first request with this key was told, or would have been. */
  const again = async (first: FirstAnswer, key: IdempotencyKey, wanted: NewMeeting, call: Call): Promise<Meeting> => {
    if (first.fingerprint !== key.fingerprint)
      throw new RundeError(
        'idempotency_key_reused',
        'The key came with another name, lifetime, number of seats, lobby, passcode or encryption.',
      )
    const found = await meetings.find(first.meeting_id)
    if (!found) throw new RundeError('meeting_ended', 'The meeting of this key has ended.')
    const { status, room_sid } = found.state
    // Given up since the key was looked at, before anybody was told of it: asking once more makes another.
    if ((status === 'ending' || status === 'ended') && room_sid === '')
      throw new RundeError('unavailable', 'the meeting could not be created')
    const meeting = status === 'creating' ? await stand(found, wanted, call) : asMeeting(found.state, found.now)
    return { ...meeting, created_at: new Date(first.created_at).toISOString(), expires_at: new Date(first.expires_at).toISOString() }
  }

  const hostKeyOf = (meetingId: string, { idempotency_key }: NewMeeting): string =>
    idempotency_key === undefined ? newHostKey() : keyedHostKey(meetingId, idempotency_key)

  return async (wanted: NewMeeting, call: Call): Promise<CreatedWithKey> => {
    const idempotency = keyOf(wanted, hashPasscode)
    for (let attempt = 0; attempt < draws; attempt++) {
      const meeting_id = newId((id) => !idempotency || fitsKey(id, idempotency.hash))
      const host_key = hostKeyOf(meeting_id, wanted)
      const created = await meetings.create({
        meeting_id,
        host_key_hash: hashOfHostKey(host_key),
        name: wanted.name ?? '',
        max_participants: wanted.max_participants ?? participantLimits.default,
        expires_in: wanted.expires_in ?? expiryLimits.default,
        lobby: wanted.lobby ?? false,
        encrypted: wanted.encrypted ?? false,
        passcode_hash: wanted.passcode ? hashPasscode(meeting_id, wanted.passcode) : '',
        ...(idempotency ? { idempotency } : {}),
      })
      if (created.outcome === 'created') return { ...(await stand(created.found, wanted, call)), host_key }
      if (created.outcome === 'repeated' && idempotency) {
        const meeting = await again(created.first, idempotency, wanted, call)
        return { ...meeting, host_key: hostKeyOf(meeting.meeting_id, wanted) }
      }
    }
    throw new RundeError('unavailable', 'no free meeting id was found')
  }
}
