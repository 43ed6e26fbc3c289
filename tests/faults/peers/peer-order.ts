/** One person without a browser. */
export interface Person {
  readonly name: string
  readonly meetingId: string
}

/** What the peers' process is told. */
export interface PeerOrder {
  /** Of each gateway, without a trailing slash; one that refuses is passed over. */
  readonly gateways: readonly string[]
  /** LiveKit itself. */
  readonly livekitUrl: string
  readonly people: readonly Person[]
}

/** What it tells, a line of JSON each. Times are Unix milliseconds. */
export type PeerReport =
  | { readonly type: 'in' | 'out'; readonly name: string; readonly at: number }
  /** Frames of sound received from others since the last report. */
  | { readonly type: 'heard'; readonly name: string; readonly at: number; readonly frames: number }
