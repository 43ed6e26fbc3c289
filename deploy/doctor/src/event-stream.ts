import { type LiveEventName, type LiveEvents, liveEvents } from '@runde/contracts/live'

export type ReceivedEvent = {
  readonly [Name in LiveEventName]: { readonly name: Name; readonly data: LiveEvents[Name]; readonly at: number }
}[LiveEventName]

/** Server-sent events of a meeting, read until disposed. Times are Unix milliseconds by our clock. */
export interface EventStream extends AsyncDisposable {
  readonly events: readonly ReceivedEvent[]
  readonly openedAt: number
  /** When anything came last, a heartbeat or an event. */
  readonly lastAt: () => number | undefined
  readonly heartbeats: () => number
  /** Why it is over; undefined while it is held open. */
  readonly ended: () => string | undefined
  /** Resolves when `look` finds something, asked after everything that comes. @throws when the signal is aborted or the stream is over */
  readonly until: <T>(look: () => T | undefined, signal: AbortSignal) => Promise<T>
}

const isName = (name: string): name is LiveEventName => Object.hasOwn(liveEvents, name)

/** One block of the stream; undefined for comments, hints, and events of newer versions. */
export const parseEvent = (block: string, at: number): ReceivedEvent | undefined => {
  const fields = new Map(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1).trimStart()]))
  const name = fields.get('event') ?? ''
  return isName(name) ? ({ name, data: JSON.parse(fields.get('data') ?? 'null'), at } as ReceivedEvent) : undefined
}

/** Reads a response that does not end by itself. */
export const readEvents = (response: Response, stop: AbortController): EventStream => {
  const events: ReceivedEvent[] = []
  const waiting = new Set<() => void>()
  let [heartbeats, lastAt, ended] = [0, undefined as number | undefined, undefined as string | undefined]
  const wake = () => {
    for (const look of [...waiting]) look()
  }
  const take = (block: string) => {
    if (block.startsWith(':')) heartbeats += 1
    const event = parseEvent(block, Date.now())
    if (event) events.push(event)
  }
  const read = async () => {
    const decoder = new TextDecoder()
    let rest = ''
    for await (const bytes of response.body ?? []) {
      lastAt = Date.now()
      const blocks = (rest + decoder.decode(bytes, { stream: true })).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) take(block)
      wake()
    }
    return 'it was closed at the other end'
  }
  const reading = read()
    .catch(() => 'the connection broke')
    .then((why) => {
      ended = why
      wake()
    })
  const until = <T>(look: () => T | undefined, signal: AbortSignal) =>
    new Promise<T>((resolve, reject) => {
      const settle = (act: () => void) => {
        waiting.delete(again)
        signal.removeEventListener('abort', abort)
        act()
      }
      const abort = () => settle(() => reject(signal.reason))
      const again = () => {
        const seen = look()
        if (seen !== undefined) settle(() => resolve(seen))
        else if (ended !== undefined) settle(() => reject(new Error(`the stream of events ended: ${ended}`)))
      }
      waiting.add(again)
      signal.addEventListener('abort', abort, { once: true })
      if (signal.aborted) abort()
      else again()
    })
  return {
    ...{ events, openedAt: Date.now(), until },
    lastAt: () => lastAt,
    heartbeats: () => heartbeats,
    ended: () => ended,
    [Symbol.asyncDispose]: async () => {
      stop.abort()
      await reading
    },
  }
}
