import type { ErrorCode } from '@runde/contracts/errors'

export type HostFailure = 'silent' | 'tooOften' | 'noHost' | 'personGone' | 'isOver' | 'refused'

const failures: Partial<Record<ErrorCode | 'network', HostFailure>> = {
  not_host: 'noHost',
  host_key_missing: 'noHost',
  participant_not_found: 'personGone',
  meeting_ended: 'isOver',
  meeting_not_found: 'isOver',
  invalid: 'refused',
  too_many_requests: 'tooOften',
  network: 'silent',
  unavailable: 'silent',
  internal: 'silent',
}

/** What a host is told when something did not work, as the name of its text. */
export const hostFailure = (code: ErrorCode | 'network'): HostFailure => failures[code] ?? 'silent'

/** Whether the same may work a moment later. */
export const isPassing = (failure: HostFailure): boolean => failure === 'silent' || failure === 'tooOften'
