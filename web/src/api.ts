import type { ErrorCode } from '@runde/contracts/errors'
import { paths, pathTo } from '@runde/contracts/paths'
import type { JoinBody, Joined, MeetingInfo, Waiting } from '@runde/contracts/rest'
import { idempotently } from './idempotently.ts'

/** `network`: no answer at all, or one that is not ours. */
export class ApiError extends Error {
  readonly code: ErrorCode | 'network'
  readonly status: number | undefined
  /** Seconds after which the server wants to be asked again. */
  readonly retryAfter: number | undefined

  constructor(code: ErrorCode | 'network', details: ErrorOptions & { status?: number; retryAfter?: number } = {}) {
    super(code, details)
    this.name = 'ApiError'
    this.code = code
    this.status = details.status
    this.retryAfter = details.retryAfter
  }
}

const deadline = 10_000

const codeOf = async (response: Response): Promise<ErrorCode | 'network'> => {
  const body: unknown = await response.json().catch(() => undefined)
  const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined
  // The codes are the contract's; their table, with titles for programs, stays on the server.
  if (typeof code === 'string') return code as ErrorCode
  return response.status >= 500 ? 'unavailable' : 'network'
}

interface Sending {
  /** Unless told otherwise, `POST` with a body and `GET` without. */
  readonly method?: 'POST' | 'PATCH' | 'DELETE'
  readonly body?: object
  /** What is sent again with the same key is done once. */
  readonly key?: string
  /** Who the sender is, beyond anybody. */
  readonly bearer?: string | undefined
}

/** The contracts name what a path answers; the gateway has checked it. */
export const call = async <Answer>(path: string, sending: Sending = {}): Promise<Answer> => {
  const { body, key, bearer, method = body ? 'POST' : 'GET' } = sending
  let response: Response
  try {
    response = await fetch(path, {
      signal: AbortSignal.timeout(deadline),
      cache: 'no-store',
      method,
      headers: {
        ...(body && { 'content-type': 'application/json' }),
        ...(key && { 'idempotency-key': key }),
        ...(bearer && { authorization: `Bearer ${bearer}` }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    if (response.ok) return (await response.json()) as Answer
  } catch (cause) {
    throw new ApiError('network', { cause })
  }
  const retryAfter = Number(response.headers.get('retry-after'))
  throw new ApiError(await codeOf(response), { status: response.status, ...(retryAfter > 0 && { retryAfter }) })
}

export const meetingInfo = (id: string): Promise<MeetingInfo> => call(pathTo(paths.meetingInfo, id))
const joining = idempotently()
export const joinMeeting = (id: string, body: JoinBody, hostKey: string | undefined): Promise<Joined | Waiting> =>
  joining((key) => call(pathTo(paths.joinMeeting, id), { body, key, bearer: hostKey }), JSON.stringify([body, hostKey]))

/** The failure of a call as a code; anything unforeseen counts as no answer. */
export const codeOfFailure = (error: unknown): ErrorCode | 'network' => (error instanceof ApiError ? error.code : 'network')
