/**
 * Every way an operation can fail, and what HTTP makes of it. Closed: a new failure is a new line here.
 * `retry` says whether the same request may succeed later without the caller changing it; `title` tells a person what to do.
 */
export const errors = {
  invalid: { status: 400, retry: false, title: 'The request is not valid. Correct the named fields and send it again.' },
  unauthorized: { status: 401, retry: false, title: 'The signature is missing or wrong. Check the key that signs the request.' },
  session_unknown: { status: 401, retry: false, title: 'This session is not known in this meeting. Join again.' },
  host_key_missing: {
    status: 401,
    retry: false,
    title: 'Only a host may do this. Send the host key of this meeting, or the session of a host, as a bearer token.',
  },
  not_host: {
    status: 403,
    retry: false,
    title: 'Only a host may do this. Use the host link that came when the meeting was created.',
  },
  banned: { status: 403, retry: false, title: 'A host has removed you from this meeting. Ask them to let you in again.' },
  meeting_locked: { status: 403, retry: false, title: 'A host has locked this meeting. Ask them to let you in.' },
  passcode_required: { status: 403, retry: false, title: 'This meeting has a passcode. Send it, or ask whoever invited you for it.' },
  passcode_wrong: { status: 403, retry: false, title: 'The passcode is wrong. Check it, or ask whoever invited you for it.' },
  chat_forbidden: { status: 403, retry: false, title: 'A host has closed the chat for you. Ask them to open it.' },
  admission_denied: { status: 403, retry: false, title: 'A host has not let you in. Ask them before you try again.' },
  not_found: { status: 404, retry: false, title: 'Nothing is at this address. Check the path.' },
  meeting_not_found: { status: 404, retry: false, title: 'This meeting does not exist. Check the code or the link.' },
  participant_not_found: { status: 404, retry: false, title: 'Nobody with this id is in the meeting. Ask for its participants again.' },
  host_key_not_found: { status: 404, retry: false, title: 'The meeting has no link for hosts with this id. Ask for its links again.' },
  sealing_wrong: {
    status: 409,
    retry: false,
    title: 'In an encrypted meeting messages are sealed by the browser, and in no other. Reload the page, then send it again.',
  },
  last_host_key: {
    status: 409,
    retry: false,
    title: 'This is the last link for hosts of the meeting. Make another one before you take it back.',
  },
  too_many_host_keys: { status: 409, retry: false, title: 'The meeting has ten links for hosts. Take one back before you make another.' },
  meeting_full: { status: 409, retry: true, title: 'All seats of this meeting are taken. Try again when somebody has left.' },
  lobby_full: { status: 409, retry: true, title: 'Too many people are waiting to be let in. Try again in a while.' },
  meeting_ended: { status: 410, retry: false, title: 'This meeting has ended. Create a new one.' },
  too_large: { status: 413, retry: false, title: 'The body is too large. Send at most 16 KiB.' },
  unsupported_media_type: { status: 415, retry: false, title: 'The body is of an unknown type. Send JSON as application/json.' },
  idempotency_key_reused: {
    status: 422,
    retry: false,
    title: 'This Idempotency-Key came with another request before. Send a new key, or the same request again.',
  },
  too_many_requests: { status: 429, retry: true, title: 'Too many requests came from this address. Wait a moment, then try again.' },
  internal: { status: 500, retry: false, title: 'Something went wrong here. Report it with the time of the request.' },
  unavailable: { status: 503, retry: true, title: 'A part of the system does not answer. Try again in a moment.' },
} as const satisfies Record<string, { status: number; retry: boolean; title: string }>

export type ErrorCode = keyof typeof errors

/** One thing wrong with one field of a request: `field` is a dotted path, `problem` a clause such as "must not be empty". */
export interface FieldProblem {
  readonly field: string
  readonly problem: string
}

/** The one error that crosses a boundary; anything else that is thrown becomes `internal` and is logged. */
export class RundeError extends Error {
  readonly code: ErrorCode
  readonly fields: readonly FieldProblem[]
  /** Seconds after which the same request is worth repeating, where that is known. */
  readonly retryAfter: number | undefined

  constructor(code: ErrorCode, detail: string, options: ErrorOptions & { fields?: readonly FieldProblem[]; retryAfter?: number } = {}) {
    super(detail, options)
    this.name = 'RundeError'
    this.code = code
    this.fields = options.fields ?? []
    this.retryAfter = options.retryAfter
  }
}

export const isErrorCode = (code: string): code is ErrorCode => Object.hasOwn(errors, code)
