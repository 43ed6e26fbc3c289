/** What one bench measured. */
export interface BenchResult {
  /** For the terminal. */
  readonly lines: readonly string[]
  /** For the file; milliseconds unless a name says otherwise. */
  readonly data: Readonly<Record<string, unknown>>
}

/** Runs every round of a bench and reports what it is doing. */
export type Bench = (report: (line: string) => void) => Promise<BenchResult>
