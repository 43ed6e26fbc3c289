import { setTimeout as pause } from 'node:timers/promises'
import { paths, pathTo } from '@runde/contracts/paths'
import type { Balancer, HttpRequest } from './balancer.ts'
import { type Acknowledgement, type Asked, type Attempt, type History, now, type Outcome } from './history.ts'

export interface Caller {
  readonly balancer: Pick<Balancer, 'send'>
  readonly history: History
}

/** How often an operation is tried again, with its own key, when no answer came or the answer was 503. */
export interface Persistence {
  readonly retries: number
  /** Milliseconds before the first retry; twice as many before the next. */
  readonly pause?: number
}

const keyHeader = ({ key }: Asked): Record<string, string> => (key === undefined ? {} : { 'idempotency-key': key })

const toRequest = (asked: Asked): HttpRequest => {
  const { kind, meeting_id = '', name, expires_in, max_participants, participant_token } = asked
  switch (kind) {
    case 'create':
      return {
        method: 'POST',
        path: paths.createMeeting,
        headers: keyHeader(asked),
        body: JSON.stringify({ name, expires_in, max_participants }),
      }
    case 'join': {
      const body = JSON.stringify({ display_name: name, participant_token })
      return { method: 'POST', path: pathTo(paths.joinMeeting, meeting_id), headers: keyHeader(asked), body }
    }
    case 'exists':
      return { method: 'GET', path: pathTo(paths.meetingExists, meeting_id) }
    case 'info':
      return { method: 'GET', path: pathTo(paths.meetingInfo, meeting_id) }
  }
}

const toOutcome = (status: number, body: string): Outcome => {
  const value = JSON.parse(body) as Acknowledgement & { code?: string; detail?: string }
  if (status !== 200) return { type: 'refused', status, code: value.code ?? '', ...(value.detail && { detail: value.detail }) }
  const { meeting_id, host_key, participant_id, expires_at, token, participant_token, num_participants } = value
  return {
    type: 'acknowledged',
    answer: {
      ...(meeting_id && { meeting_id }),
      ...(host_key && { host_key }),
      ...(participant_id && { participant_id }),
      ...(expires_at && { expires_at }),
      ...(token && { token }),
      ...(participant_token && { participant_token }),
      ...(num_participants !== undefined && { num_participants }),
    },
  }
}

const tryOnce = async ({ balancer }: Caller, asked: Asked): Promise<Outcome> => {
  try {
    const { status, body } = await balancer.send(toRequest(asked))
    return toOutcome(status, body)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    return { type: 'unknown', reason: code ?? message }
  }
}

/** Whether the caller may hope for another answer to the same request. */
export const isOpen = (outcome: Outcome): boolean => outcome.type === 'unknown' || (outcome.type === 'refused' && outcome.status >= 500)

/** Asks, records every attempt, and returns the last one. Never throws. */
export const perform = async (caller: Caller, asked: Asked, { retries, pause: first = 250 }: Persistence): Promise<Attempt> => {
  const operation = caller.history.newOperation()
  for (let attempt = 0; ; attempt += 1) {
    const asked_at = now()
    const outcome = await tryOnce(caller, asked)
    const done: Attempt = { operation, attempt, asked, asked_at, answered_at: now(), outcome }
    caller.history.record(done)
    if (!isOpen(outcome) || attempt >= retries) return done
    await pause(Math.min(first * 2 ** attempt, 4_000))
  }
}
