import { forgetHostKey, keepHostKey } from './host-key.ts'
import { forgetMediaKey, isMediaKey, keepMediaKey } from './media-key.ts'

/** Keeps the keys of a link and takes them out of the address bar, where cameras, screens and shared links would show them. */
export const takeKeys = (meetingId: string): boolean => {
  const given = new URLSearchParams(location.hash.slice(1))
  const [host, key] = ['host', 'key'].map((name) => given.get(name))
  if (!(host || key)) return false
  history.replaceState(null, '', location.pathname + location.search)
  if (host) keepHostKey(meetingId, host)
  // A link that was cut off must not replace a key that works.
  if (key && isMediaKey(key)) keepMediaKey(meetingId, key)
  return true
}

export const forgetKeys = (meetingId: string): void => {
  forgetHostKey(meetingId)
  forgetMediaKey(meetingId)
}
