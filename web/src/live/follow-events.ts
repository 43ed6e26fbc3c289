import { wakeableWait } from '../meeting/wakeable-wait.ts'
import { type LiveEvent, readEvents } from './live-event.ts'
import { pauseBefore } from './pause-before.ts'
import { createSilenceGuard, type SilenceGuard } from './silence-guard.ts'

export interface Following {
  readonly url: string
  /** The participant's session. */
  readonly token: string
  onEvent(event: LiveEvent): void
  /** How far the server's clock is ahead of ours, in milliseconds; to about a second. */
  onClock(ahead: number): void
  /** The server has nothing more to say to us: 401 the session, 404 the meeting is unknown, 410 it has ended. */
  onRefused(status: number): void
  /** Milliseconds without a byte after which the connection counts as dead; three of the server's heartbeats. */
  readonly silence?: number
}

export interface Followed extends Disposable {
  /** The network or the page is back: tries at once, and leaves a connection that may have died meanwhile. */
  wake(): void
}

const refusals: ReadonlySet<number> = new Set([401, 404, 410])

/** Until the server says otherwise, milliseconds. */
const usualRetry = 1000

const secondsOf = (header: string | null): number => Number(header) || 0

/**
 * Follows a stream of server-sent events and finds it again after every loss, where it was lost.
 * By fetch, because an EventSource cannot say who it is in a header.
 */
export const followEvents = ({ url, token, onEvent, onClock, onRefused, silence = 45_000 }: Following): Followed => {
  const wait = wakeableWait()
  let place = ''
  let retry = usualRetry
  let failures = 0
  let atLeast = 0
  let hurried = false
  let closed = false
  let guard: SilenceGuard | undefined

  const readAll = async (body: ReadableStream<Uint8Array<ArrayBuffer>>, heard: () => void) => {
    const feed = readEvents({
      onEvent: (event) => closed || onEvent(event),
      onId(id) {
        place = id
      },
      onRetry(milliseconds) {
        retry = milliseconds
      },
    })
    const reader = body.getReader()
    for (let piece = await reader.read(); !piece.done && !closed; piece = await reader.read()) {
      failures = 0
      heard()
      feed(piece.value)
    }
  }

  /** One connection, to its end. Resolves to the status when the server refuses for good. */
  const connect = async (): Promise<number | undefined> => {
    const current = createSilenceGuard(silence)
    guard = current
    const response = await fetch(url, {
      headers: { accept: 'text/event-stream', authorization: `Bearer ${token}`, ...(place !== '' && { 'last-event-id': place }) },
      cache: 'no-store',
      signal: current.signal,
    })
    if (refusals.has(response.status)) return response.status
    atLeast = 1000 * secondsOf(response.headers.get('retry-after'))
    // A proxy's page in place of ours ends at once, and would be asked for again at once.
    if (!response.ok || !response.body || !response.headers.get('content-type')?.startsWith('text/event-stream')) return undefined
    const now = Date.parse(response.headers.get('date') ?? '')
    if (!Number.isNaN(now)) onClock(now - Date.now())
    await readAll(response.body, current.heard)
    return undefined
  }

  const run = async () => {
    while (!closed) {
      failures++
      const refused = await connect()
        .catch(() => undefined)
        .finally(() => guard?.[Symbol.dispose]())
      if (closed) return
      if (refused) return onRefused(refused)
      if (!hurried) await wait(Math.max(pauseBefore(failures, retry, Math.random()), atLeast))
      hurried = false
    }
  }
  void run()

  return {
    wake() {
      hurried = guard?.leaveIfDoubtful() ?? false
      wait.wake()
    },
    [Symbol.dispose]() {
      closed = true
      guard?.[Symbol.dispose]()
      wait.wake()
    },
  }
}
