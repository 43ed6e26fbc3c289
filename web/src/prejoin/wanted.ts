import { readJson, writeText } from '../storage.ts'

/** Milliseconds: what a reload or the server's absence interrupted goes on by itself so long; later the person decides anew. */
export const staysWanted = 120_000

/** Under which name this tab was waiting in the lobby a moment ago; told once. One that is opened again the next day was not. */
export const takeWaiting = (meetingId: string): string | undefined => {
  const key = `runde.waiting.${meetingId}`
  const { name, at } = readJson('sessionStorage', key) ?? {}
  writeText('sessionStorage', key, undefined)
  return typeof name === 'string' && Date.now() - Number(at) < staysWanted ? name : undefined
}
