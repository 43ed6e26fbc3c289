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
 * and receive nothing. Resolves when all are in; they leave when disposed.
 */
export const startBots = async (order: BotOrder): Promise<AsyncDisposable> => {
  const lines: string[] = []
  // LiveKit's logger is quiet in production only.
  const env = { PATH: process.env.PATH ?? '', NODE_ENV: 'production' }
  const child = startChild({ command: process.execPath, args: [program, JSON.stringify(order)], env, onLine: (line) => lines.push(line) })
  const look = () => {
    const how = child.ended()
    return how ? { failure: `the bots ended (${how}): ${lines.slice(-10).join('\n')}` } : lines.includes('all in') && { failure: undefined }
  }
  const { failure } = await until(look, { what: `${order.people.length} bots to join`, within: 120_000 })
  if (failure) throw new Error(failure)
  return { [Symbol.asyncDispose]: () => child.end('SIGTERM', 10_000) }
}
