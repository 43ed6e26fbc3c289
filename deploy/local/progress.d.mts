export interface Progress {
  /** A line that stays. */
  readonly line: (text: string) => void
  /** Begins something that takes long; one at a time under each name. */
  readonly start: (name: string, text: string) => void
  readonly update: (name: string, text: string) => void
  readonly end: (name: string, text?: string) => void
}
/** "42 s" or "3 min 5 s". */
export const duration: (milliseconds: number) => string
export const createProgress: (stream: NodeJS.WritableStream) => Progress
