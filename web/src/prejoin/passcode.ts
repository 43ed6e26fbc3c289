import { readText, writeText } from '../storage.ts'

export interface Passcode {
  recall(): string | undefined
  /** Undefined forgets it. */
  keep(passcode: string | undefined): void
}

/** The passcode that was typed in this tab: a reload does not ask for it again, another tab does. */
export const createPasscode = (meetingId: string): Passcode => {
  const key = `runde.passcode.${meetingId}`
  let held = readText('sessionStorage', key)
  return {
    recall: () => held,
    keep(passcode) {
      held = passcode
      writeText('sessionStorage', key, passcode)
    },
  }
}
