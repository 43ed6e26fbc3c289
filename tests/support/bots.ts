import { fileURLToPath } from 'node:url'
import { startChild } from './child.ts'
import { until } from './wait.ts'

export interface BotOptions {
  readonly name: string
  /** Without it the others see an avatar. */
  readonly video?: boolean
  /** A sine tone, in hertz; without it the bot has no microphone. */
  readonly tone?: number
  /** Comes in with this LiveKit token, and does not join by the API. */
  readonly token?: string
  /** A moving picture from the side of its screen too. */
  readonly screen?: boolean
  /** Writes 1, 2, 3 and so on to the others, five a second. */
  readonly counts?: boolean
}

/** What the bots' process tells besides that all are in, a line of JSON each. */
export type BotReport =
  /** The server did not have to take it. */
  | { readonly type: 'wrote'; readonly name: string; readonly number: number }
  /** Data came; without `from` the server itself has sent it. */
  | { readonly type: 'received'; readonly name: string; readonly from?: string; readonly topic: string; readonly text: string }

export interface Bots extends AsyncDisposable {
  readonly reports: readonly BotReport[]
}

/** What the bots' process is told. */
export interface BotOrder {
  readonly baseUrl: string
  /** LiveKit itself: what many bots send shall not pass through the gateway. */
  readonly livekitUrl: string
  readonly meetingId: string
  readonly people: readonly BotOptions[]
}

const program = fileURLToPath(new URL('bot-process.ts', import.meta.url))

/**
 * People without a browser, in one process of their own: they join by the public API, send small moving pictures and tones
 * and take no media. Resolves when all are in; they leave when disposed.
 */
export const startBots = async (order: BotOrder): Promise<Bots> => {
  const lines: string[] = []
  const reports: BotReport[] = []
  const onLine = (line: string) => {
    if (line.startsWith('{"type"')) reports.push(JSON.parse(line) as BotReport)
    else lines.push(line)
  }
  // LiveKit's logger is quiet in production only.
  const env = { PATH: process.env.PATH ?? '', NODE_ENV: 'production' }
  const child = startChild({ command: process.execPath, args: [program, JSON.stringify(order)], env, onLine })
  const look = () => {
    const how = child.ended()
    return how ? { failure: `the bots ended (${how}): ${lines.slice(-10).join('\n')}` } : lines.includes('all in') && { failure: undefined }
  }
  const { failure } = await until(look, { what: `${order.people.length} bots to join`, within: 120_000 })
  if (failure) throw new Error(failure)
  return { reports, [Symbol.asyncDispose]: () => child.end('SIGTERM', 10_000) }
}
