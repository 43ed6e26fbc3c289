import { readText, writeText } from './storage.ts'

const nameOf = (meetingId: string) => `runde.host.${meetingId}`

/** For browsers that store nothing. */
const held = new Map<string, string>()

/** What makes the person at this browser a host of the meeting, if anything does. */
export const recallHostKey = (meetingId: string): string | undefined => held.get(meetingId) ?? readText('localStorage', nameOf(meetingId))

export const keepHostKey = (meetingId: string, key: string): void => {
  held.set(meetingId, key)
  writeText('localStorage', nameOf(meetingId), key)
}

export const forgetHostKey = (meetingId: string): void => {
  held.delete(meetingId)
  writeText('localStorage', nameOf(meetingId), undefined)
}

/** Keeps the key of a host link and takes it out of the address bar, where cameras, screens and shared links would show it. */
export const takeHostKey = (meetingId: string): boolean => {
  const key = /^#host=(.+)/.exec(location.hash)?.[1]
  if (!key) return false
  history.replaceState(null, '', location.pathname + location.search)
  keepHostKey(meetingId, key)
  return true
}
