export type Kind = 'create' | 'join' | 'exists' | 'info'

/** What a caller wants; the same for every attempt of the operation. */
export interface Asked {
  readonly kind: Kind
  /** For everything but create. */
  readonly meeting_id?: string
  /** Idempotency-Key of create and join; every attempt repeats it. */
  readonly key?: string
  /** Of the meeting for create, of the person for join. */
  readonly name?: string
  /** Seconds. */
  readonly expires_in?: number
  readonly max_participants?: number
  /** Of an earlier join. */
  readonly participant_token?: string
}

/** What of an answer the end state is compared with. */
export interface Acknowledgement {
  readonly meeting_id?: string
  readonly host_key?: string
  readonly participant_id?: string
  /** RFC 3339. */
  readonly expires_at?: string
  readonly token?: string
  readonly participant_token?: string
  readonly num_participants?: number
}

export type Outcome =
  | { readonly type: 'acknowledged'; readonly answer: Acknowledgement }
  | { readonly type: 'refused'; readonly status: number; readonly code: string; readonly detail?: string }
  /** No answer: whether the work was done is open. */
  | { readonly type: 'unknown'; readonly reason: string }

/** One request and what came of it. Times are Unix milliseconds of this machine. */
export interface Attempt {
  readonly operation: number
  /** 0 for the first. */
  readonly attempt: number
  readonly asked: Asked
  readonly asked_at: number
  readonly answered_at: number
  readonly outcome: Outcome
}

/** Everything that was asked and answered; nothing is ever taken back. */
export interface History {
  readonly attempts: readonly Attempt[]
  readonly record: (attempt: Attempt) => void
  readonly newOperation: () => number
}

export const newHistory = (): History => {
  const attempts: Attempt[] = []
  let operations = 0
  const newOperation = () => {
    operations += 1
    return operations
  }
  return { attempts, record: (attempt) => void attempts.push(attempt), newOperation }
}

/** Unix milliseconds, with fractions and without jumps. */
export const now = (): number => performance.timeOrigin + performance.now()

export interface AcknowledgedMeeting {
  readonly meeting_id: string
  readonly key: string
  readonly asked: Asked
  /** When its creation was first answered. */
  readonly acknowledged_at: number
  /** Unix milliseconds. */
  readonly expires_at: number
}

/** Meetings whose creation was acknowledged, in the order of the answers; a repeated answer counts once. */
export const acknowledgedMeetings = (attempts: readonly Attempt[]): AcknowledgedMeeting[] => {
  const found = new Map<string, AcknowledgedMeeting>()
  for (const { asked, outcome, answered_at } of attempts) {
    if (asked.kind !== 'create' || outcome.type !== 'acknowledged' || !outcome.answer.meeting_id) continue
    const { meeting_id, expires_at = '' } = outcome.answer
    if (found.has(meeting_id)) continue
    found.set(meeting_id, { meeting_id, key: asked.key ?? '', asked, acknowledged_at: answered_at, expires_at: Date.parse(expires_at) })
  }
  return [...found.values()]
}
