import { setTimeout as pause } from 'node:timers/promises'
import { hostPaths } from '@runde/contracts/host-paths'
import { paths, pathTo } from '@runde/contracts/paths'
import type { HttpAnswer } from '../../faults/balancer.ts'
import { newHistory } from '../../faults/history.ts'
import { startLoad } from '../../faults/load.ts'
import { seeded } from '../../faults/random.ts'
import { createMeeting } from '../../support/meetings.ts'
import { until } from '../../support/wait.ts'
import { holdEvents } from './held-events.ts'

/** One request and what came of it. */
export interface Request {
  /** `POST join` and the like. */
  readonly what: string
  /** A status, or why there was none. */
  readonly answer: number | string
  /** Whether it was told when to try again. */
  readonly putOff: boolean
  readonly ms: number
}

/** What came of the requests of a while. */
export interface TrafficReport {
  readonly requests: number
  readonly failed: readonly Request[]
  /** 503 with Retry-After, which says that nothing was done. */
  readonly putOff: readonly Request[]
  /** Milliseconds of the slowest answer. */
  readonly slowest: number
  /** How often the stream of events was opened, and what of that failed. */
  readonly streams: number
  readonly failedStreams: readonly string[]
  /** Numbers that the meeting was given as its name, and those that the stream told. */
  readonly named: readonly number[]
  readonly told: readonly number[]
}

export interface Traffic extends AsyncDisposable {
  readonly requests: () => number
  /** Ends it when everything that was asked is answered. */
  readonly stop: () => Promise<TrafficReport>
}

/** Requests a second, and milliseconds between two pages and two names. */
const rate = 8
const pagesEvery = 250
const namesEvery = 500
/** Milliseconds that a browser waits. */
const patience = 10_000

const whatOf = (method: string, path: string) => `${method} ${/\/(create|join|exists|info)$/.exec(path)?.[1] ?? path}`

/** A meeting that is full says so: some are made small, and asked for more seats than they have. */
const isFine = ({ what, answer }: Request) => answer === 200 || (what === 'POST join' && answer === 409)

const recorder = (baseUrl: string) => {
  const done: Request[] = []
  const send = async (method: string, path: string, init: RequestInit = {}): Promise<HttpAnswer> => {
    const start = performance.now()
    const note = (answer: number | string, putOff = false) =>
      done.push({ what: whatOf(method, path), answer, putOff, ms: performance.now() - start })
    try {
      const response = await fetch(baseUrl + path, { ...init, method, signal: AbortSignal.timeout(patience) })
      const body = await response.text()
      note(response.status, response.status === 503 && response.headers.has('retry-after'))
      return { status: response.status, body }
    } catch (error) {
      note(String((error as Error).cause ?? error))
      throw error
    }
  }
  return { done, send }
}

const json = { 'content-type': 'application/json' }

/**
 * Steady use by many people who ask once and do not try again: meetings are made, joined and looked at, pages are opened, and a
 * meeting is followed while its host renames it. Nobody of them sends sound or picture.
 */
export const startTraffic = async (baseUrl: string): Promise<Traffic> => {
  const { meeting_id, host_key } = await createMeeting(baseUrl, { name: 'Followed' })
  const { done, send } = recorder(baseUrl)
  const load = startLoad({
    caller: {
      balancer: {
        send: ({ method, path, headers, body }) => send(method, path, { headers: { ...headers, ...(body && json) }, body: body ?? null }),
      },
      history: newHistory(),
    },
    random: seeded(1),
    rate,
    prefix: crypto.randomUUID(),
    mix: { create: 1, join: 3, exists: 6, info: 2 },
    persistence: { retries: 0 },
  })
  const held = holdEvents(baseUrl, meeting_id)
  let stopping = false
  const repeat = async (every: number, ask: (number: number) => Promise<unknown>) => {
    for (let number = 1; !stopping; number += 1) {
      // A failure is written down already.
      await ask(number).catch(() => {})
      await pause(every)
    }
  }
  const open = (number: number) => send('GET', number % 2 === 0 ? paths.home : pathTo(paths.meetingPage, meeting_id))
  const named: number[] = []
  const rename = async (number: number) => {
    const headers = { ...json, authorization: `Bearer ${host_key}` }
    const { status } = await send('PATCH', pathTo(hostPaths.meeting, meeting_id), { headers, body: JSON.stringify({ name: `${number}` }) })
    if (status === 200) named.push(number)
  }
  const repeating = Promise.all([repeat(pagesEvery, open), repeat(namesEvery, rename)])
  const end = async () => {
    stopping = true
    await Promise.all([load.stop(), repeating])
  }
  return {
    requests: () => done.length,
    stop: async () => {
      await end()
      // What is missing is seen in the report.
      await until(() => held.names().includes(`${named.at(-1)}`), { what: 'the last name to be told' }).catch(() => {})
      await held.stop()
      return {
        requests: done.length,
        failed: done.filter((request) => !isFine(request) && !request.putOff),
        putOff: done.filter(({ putOff }) => putOff),
        slowest: Math.max(...done.map(({ ms }) => ms)),
        streams: held.opened(),
        failedStreams: held.failures,
        named,
        told: held.names().map(Number).filter(Number.isInteger),
      }
    },
    [Symbol.asyncDispose]: async () => {
      await end()
      await held.stop()
    },
  }
}
