export interface Holder {
  readonly pid: number
  readonly identity: string
  readonly [detail: string]: unknown
}
/** Tells one process from a later one with the same number; undefined where no such process lives. */
export const processIdentity: (pid: number) => string | undefined
/** Who holds the lock, if its holder lives. */
export const readHolder: (path: string) => Holder | undefined
/** Takes the lock at once or answers undefined; `details` are there to be read by whoever comes second. */
export const tryLock: (path: string, details?: Record<string, unknown>) => { release: () => void } | undefined
/** Does the work while no other process does; a holder that died does not count. */
export const withLock: <T>(path: string, work: () => Promise<T>, options?: { onWait?: () => void; signal?: AbortSignal }) => Promise<T>
