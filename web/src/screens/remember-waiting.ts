import { writeJson, writeText } from '../storage.ts'

/** Read by the page before joining, which must not wait for what it shares with this one; a test holds them together. */
const keyOf = (meetingId: string) => `runde.waiting.${meetingId}`

/** This tab waits in the lobby just now, under this name: a reload goes on with it. */
export const rememberWaiting = (meetingId: string, name: string): void =>
  writeJson('sessionStorage', keyOf(meetingId), { name, at: Date.now() })

export const forgetWaiting = (meetingId: string): void => writeText('sessionStorage', keyOf(meetingId), undefined)
