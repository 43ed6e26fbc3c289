import { setTimeout as pause } from 'node:timers/promises'
import type { Problem } from '@runde/contracts/rest'
import { clauseOf, inPlainWords } from './plain-words.ts'
import { settings } from './settings.ts'
import type { Visit } from './visit.ts'

/** A failure whose message is already a sentence for people. */
export class Trouble extends Error {
  readonly fix: readonly string[]
  constructor(message: string, fix: readonly string[] = [], options: ErrorOptions = {}) {
    super(message, options)
    this.name = 'Trouble'
    this.fix = fix
  }
}

export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
}

export interface Asking {
  readonly signal: AbortSignal
  readonly method?: string
  readonly bearer?: string
  readonly body?: object
}

/** Rounding of the Date header to whole seconds, halved, in milliseconds. */
const half = 500

/** Notes what the Date header says of the clock at the other end. */
const readClock = ({ clocks }: Pick<Visit, 'clocks'>, headers: Headers, asked: number) => {
  const date = Date.parse(headers.get('date') ?? '')
  if (Number.isNaN(date)) return
  const took = Date.now() - asked
  clocks.push({ of: 'the web server', theirs: date + half, ours: asked + took / 2, unsure: half + took / 2 })
}

/** Asks an address of the installation. @throws Trouble when there is no answer at all */
export const ask = async (
  visit: Pick<Visit, 'url' | 'clocks'>,
  path: string,
  { signal, method = 'GET', bearer, body }: Asking,
): Promise<Answer> => {
  const asked = Date.now()
  try {
    const response = await fetch(new URL(path, visit.url), {
      method,
      signal,
      headers: {
        // A kept connection would be a chance for a proxy's idle time-out, and this is no test of that.
        connection: 'close',
        ...(bearer && { authorization: `Bearer ${bearer}` }),
        ...(body && { 'content-type': 'application/json' }),
      },
      ...(body && { body: JSON.stringify(body) }),
    })
    readClock(visit, response.headers, asked)
    return { status: response.status, headers: response.headers, text: await response.text() }
  } catch (error) {
    throw new Trouble(`${visit.url.host} ${signal.aborted ? clauseOf('TimeoutError') : inPlainWords(error)} (${method} ${path}).`, [], {
      cause: error,
    })
  }
}

/** Milliseconds between attempts at what may succeed a moment later, as the pages do it. */
const pauses = [1_000, 2_000]

/** The same, again where Runde says that a part of it is away for a moment. */
export const askPatiently = async (...asked: Parameters<typeof ask>): Promise<Answer> => {
  for (const ms of pauses) {
    const answer = await ask(...asked)
    if (answer.status !== 503) return answer
    await pause(ms, undefined, { signal: asked[2].signal })
  }
  return ask(...asked)
}

/** What opens the way after a refusal by Runde. */
export const adviceOn = (answer: Answer): string => (problemOf(answer)?.code === 'too_many_requests' ? settings.limits : settings.health)

/** The stable code and the sentence of a refusal by Runde; undefined when somebody else has answered. */
export const problemOf = ({ headers, text }: Answer): Problem | undefined =>
  headers.get('content-type')?.startsWith('application/problem+json') ? (JSON.parse(text) as Problem) : undefined

/** A refusal in words, whoever it came from. */
export const refusalOf = (answer: Answer): string => {
  const problem = problemOf(answer)
  if (problem) return `${answer.status}, ${problem.code}: ${problem.title.replace(/\.$/, '')}`
  const server = answer.headers.get('server')
  return `${answer.status}, and not by Runde${server ? ` but by "${server}"` : ''}`
}
