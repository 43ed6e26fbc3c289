import { paths, pathTo } from '@runde/contracts/paths'
import type { CreatedMeeting } from '@runde/contracts/rest'
import { call } from '../api.ts'
import { keepHostKey } from '../host-key.ts'
import { idempotently } from '../idempotently.ts'
import { withKey } from '../keyed-link.ts'
import { keepMediaKey } from '../media-key.ts'
import { readText } from '../storage.ts'
import { wantsEncryption } from './encryption-wish.ts'

const creating = idempotently()

/** 128 random bits, base64url. */
const newMediaKey = (): string =>
  btoa(String.fromCharCode(...crypto.getRandomValues(new Uint8Array(16))))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')

/** Makes a meeting of which the person at this browser is a host. Its links carry the key if it is encrypted, which the server never gets. */
export const createMeeting = async (encrypted = wantsEncryption()): Promise<CreatedMeeting> => {
  const body = encrypted ? { encrypted } : {}
  const created = await creating((key) => call<CreatedMeeting>(paths.createMeeting, { body, key }), String(encrypted))
  const { meeting_id, meeting_url, host_key, host_url } = created
  keepHostKey(meeting_id, host_key)
  if (!encrypted) return created
  const key = newMediaKey()
  keepMediaKey(meeting_id, key)
  return { ...created, meeting_url: withKey(meeting_url, 'key', key), host_url: withKey(host_url, 'key', key) }
}

/** The meeting's page. Where a browser stores nothing, the key must travel in its address. */
export const pageOf = ({ meeting_id, meeting_url }: CreatedMeeting): string => {
  const { hash } = new URL(meeting_url)
  const page = pathTo(paths.meetingPage, meeting_id)
  return hash && !readText('localStorage', `runde.key.${meeting_id}`) ? page + hash : page
}
