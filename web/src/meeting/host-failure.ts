import type { ErrorCode } from '@runde/contracts/errors'

export type HostFailure = 'silent' | 'tooOften' | 'noHost' | 'personGone' | 'isOver' | 'refused' | 'linkGone' | 'lastLink' | 'tooManyLinks'

const failures: Partial<Record<ErrorCode | 'network', HostFailure>> = {
  not_host: 'noHost',
  host_key_missing: 'noHost',
  participant_not_found: 'personGone',
  meeting_ended: 'isOver',
  meeting_not_found: 'isOver',
  invalid: 'refused',
  host_key_not_found: 'linkGone',
  last_host_key: 'lastLink',
  too_many_host_keys: 'tooManyLinks',
  too_many_requests: 'tooOften',
  network: 'silent',
  unavailable: 'silent',
  internal: 'silent',
}

/** What a host is told when something did not work, as the name of its text. */
export const hostFailure = (code: ErrorCode | 'network'): HostFailure => failures[code] ?? 'silent'

/** Whether the same may work a moment later. */
export const isPassing = (failure: HostFailure): boolean => failure === 'silent' || failure === 'tooOften'
