/** Somebody without a browser, and when they were in the call; Unix milliseconds by our clock. */
export interface Person {
  readonly participantId: string
  connectedAt?: number
  /** When they said goodbye; not set where they were cut off. */
  leftAt?: number
}
