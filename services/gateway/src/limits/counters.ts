/** How often something happened to a group since its window began; both begin anew by themselves. */
export interface Counter {
  /** What is counted, and over which window. */
  readonly name: string
  readonly group: string
  /** It is full then. */
  readonly most: number
  /** Milliseconds. */
  readonly window: number
}

export interface Counters {
  /** For each counter the milliseconds until it has room again; 0 when it has now. */
  readonly look: (counters: readonly Counter[]) => Promise<readonly number[]>
  /** The same, and counts one in each of them if all have room: what one refuses, no other counts. */
  readonly count: (counters: readonly Counter[]) => Promise<readonly number[]>
}
