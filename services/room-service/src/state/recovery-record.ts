import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'
import { isSame } from '@runde/contracts/permissions'
import { type MeetingState, nameOf } from './meeting-state.ts'
import { asForbidden, fromForbidden } from './permissions.ts'

/**
 * What brings a meeting back that Redis has lost: it stands, sealed, in the metadata of the meeting's room, which everybody
 * in the room can read and nobody but us can make. Bound to the id: the record of one meeting restores no other.
 */
export interface RecoveryRecords {
  /** The metadata of the meeting's room. */
  seal(state: MeetingState): string
  /** The meeting that the metadata of a room of this name holds; undefined for a foreign room, or a forged record. */
  open(meetingId: string, metadata: string): MeetingState | undefined
}

const algorithm = 'aes-256-gcm'
const version = 'v1'
const nonceLength = 12
const tagLength = 16

/** Order of the sealed values; new ones are appended. */
type Sealed = [
  ...[version: number, name: string, max_participants: number, created_at: number, expires_at: number, warned: number],
  ...[locked?: boolean, host_keys?: readonly string[], lobby?: boolean, passcode_hash?: string, forbidden?: string, encrypted?: boolean],
]

const asSealed = (state: MeetingState): Sealed => [
  ...([state.version, state.name, state.max_participants, state.created_at, state.expires_at, state.warned] as const),
  ...([state.locked, state.host_keys, state.lobby, state.passcode_hash, asForbidden(state.permissions), state.encrypted] as const),
]

const restored = (meeting_id: string, sealed: Sealed): MeetingState => {
  const [version, name, max_participants, created_at, expires_at, warned, ...authority] = sealed
  const [locked = false, host_keys = [], lobby = false, passcode_hash = '', forbidden = '', encrypted = false] = authority
  return {
    ...{ meeting_id, status: 'open', version: version + 1, room_sid: '' },
    ...{ name, max_participants, created_at, expires_at, warned, locked, host_keys, lobby, passcode_hash, encrypted },
    permissions: fromForbidden(forbidden),
  }
}

export const recoveryRecords = (secret: string): RecoveryRecords => {
  const key = Buffer.from(hkdfSync('sha256', secret, '', 'runde recovery record', 32))

  const seal = (state: MeetingState): string => {
    const nonce = randomBytes(nonceLength)
    const cipher = createCipheriv(algorithm, key, nonce).setAAD(Buffer.from(state.meeting_id))
    const body = Buffer.concat([cipher.update(JSON.stringify(asSealed(state)), 'utf8'), cipher.final()])
    return `${version}.${Buffer.concat([nonce, body, cipher.getAuthTag()]).toString('base64url')}`
  }
  const unseal = (meetingId: string, text: string): Sealed => {
    const bytes = Buffer.from(text, 'base64url')
    const tag = bytes.subarray(-tagLength)
    const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceLength), { authTagLength: tagLength })
    decipher.setAAD(Buffer.from(meetingId)).setAuthTag(tag)
    return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(nonceLength, -tagLength)), decipher.final()]).toString('utf8'))
  }
  return {
    seal: (state) => JSON.stringify({ meeting_id: state.meeting_id, name: nameOf(state), record: seal(state) }),
    open(meetingId, metadata) {
      try {
        const { record } = JSON.parse(metadata) as { record?: unknown }
        const [format, sealed] = String(record).split('.')
        return format === version && sealed ? restored(meetingId, unseal(meetingId, sealed)) : undefined
      } catch {
        return undefined
      }
    },
  }
}

/** Whether a record would bring back another meeting than the one that is stored. */
export const isStale = (record: MeetingState, stored: MeetingState): boolean =>
  record.name !== stored.name ||
  record.max_participants !== stored.max_participants ||
  record.expires_at !== stored.expires_at ||
  record.locked !== stored.locked ||
  record.lobby !== stored.lobby ||
  record.passcode_hash !== stored.passcode_hash ||
  !isSame(record.permissions, stored.permissions) ||
  record.host_keys.join() !== stored.host_keys.join()
