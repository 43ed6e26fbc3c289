import { readJson, writeText } from '../storage.ts'
import type { Warning } from './ending.ts'

const keyOf = (meetingId: string) => `runde.warned.${meetingId}`

/** The warning that this tab gave last: a reload does not give it again. */
export const recallWarning = (meetingId: string): Warning | undefined => {
  const { of, stage } = readJson('sessionStorage', keyOf(meetingId)) ?? {}
  return typeof of === 'number' && (stage === 'first' || stage === 'last') ? { of, stage } : undefined
}

export const rememberWarning = (meetingId: string, warning: Warning | undefined): void =>
  writeText('sessionStorage', keyOf(meetingId), warning && JSON.stringify(warning))
