/** Something that a person can mend; the message is the sentence that says what it is and what to do. */
export class Problem extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'Problem'
  }
}

export const errorCode = (error: unknown): string | undefined => {
  if (!(error instanceof Error)) return undefined
  return 'code' in error && typeof error.code === 'string' ? error.code : errorCode(error.cause)
}

/** Turns a full disk into a sentence; everything else passes as it is. */
export const explain = (error: unknown, folder: string): unknown =>
  errorCode(error) === 'ENOSPC' ? new Problem(`There is no space left for ${folder}. Free some and start again.`, { cause: error }) : error

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))
