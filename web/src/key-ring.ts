import { readText, writeText } from './storage.ts'

/** Secrets of one kind, at most one for each meeting, kept in this browser. */
export const keyRing = (kind: string) => {
  const nameOf = (meetingId: string) => `runde.${kind}.${meetingId}`
  /** For browsers that store nothing. */
  const held = new Map<string, string | undefined>()
  const keep = (meetingId: string, secret?: string): void => {
    held.set(meetingId, secret)
    writeText('localStorage', nameOf(meetingId), secret)
  }
  return {
    recall: (meetingId: string): string | undefined => held.get(meetingId) ?? readText('localStorage', nameOf(meetingId)),
    keep: keep as (meetingId: string, secret: string) => void,
    forget: (meetingId: string): void => keep(meetingId),
  }
}
