import { paths, pathTo } from '@runde/contracts/paths'
import { until, type Waiting } from './wait.ts'

/** One server-sent event as it came. */
export interface ReceivedEvent {
  readonly name: string
  readonly id: string
  // biome-ignore lint/suspicious/noExplicitAny: tests say what they expect of it
  readonly data: any
}

export interface EventReader extends AsyncDisposable {
  readonly status: number
  readonly headers: Headers
  /** Of a refusal. */
  readonly problem: { readonly code?: string }
  readonly events: readonly ReceivedEvent[]
  /** Milliseconds of each `retry:` that came. */
  readonly retries: readonly number[]
  readonly heartbeats: () => number
  /** True when the server has ended the response, or the connection broke. */
  readonly ended: () => boolean
  /** Waits for an event. */
  readonly next: (name: string, matches?: (event: ReceivedEvent) => boolean, waiting?: Partial<Waiting>) => Promise<ReceivedEvent>
}

export interface EventReaderOptions {
  readonly participantToken?: string
  readonly authorization?: string
  readonly lastEventId?: string | undefined
}

const parse = (block: string): ReceivedEvent => {
  const fields = new Map(block.split('\n').map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]))
  return { name: fields.get('event') ?? '', id: fields.get('id') ?? '', data: JSON.parse(fields.get('data') ?? 'null') }
}

/** Follows a meeting as a browser does, by `fetch`. */
export const followMeeting = async (baseUrl: string, meetingId: string, options: EventReaderOptions = {}): Promise<EventReader> => {
  const stop = new AbortController()
  const authorization = options.participantToken ? `Bearer ${options.participantToken}` : options.authorization
  const response = await fetch(baseUrl + pathTo(paths.meetingEvents, meetingId), {
    signal: stop.signal,
    headers: {
      accept: 'text/event-stream',
      ...(authorization && { authorization }),
      ...(options.lastEventId && { 'last-event-id': options.lastEventId }),
    },
  })
  const events: ReceivedEvent[] = []
  const retries: number[] = []
  let heartbeats = 0
  let ended = false
  const take = (block: string) => {
    if (block.startsWith('retry:')) retries.push(Number(block.slice(6)))
    else if (block.startsWith(':')) heartbeats += 1
    else events.push(parse(block))
  }
  const read = async () => {
    let rest = ''
    const decoder = new TextDecoder()
    for await (const bytes of response.body ?? []) {
      const blocks = (rest + decoder.decode(bytes, { stream: true })).split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) take(block)
    }
  }
  const problem = response.ok ? {} : ((await response.json()) as { code: string })
  const reading = response.ok
    ? read()
        .catch(() => {})
        .finally(() => {
          ended = true
        })
    : undefined
  return {
    ...{ status: response.status, headers: response.headers, problem, events, retries },
    heartbeats: () => heartbeats,
    ended: () => ended,
    next: (name, matches = () => true, waiting = {}) =>
      until(() => events.find((event) => event.name === name && matches(event)), { what: `the event ${name}`, ...waiting }),
    async [Symbol.asyncDispose]() {
      stop.abort()
      await reading
    },
  }
}
