import http from 'node:http'
import https from 'node:https'
import { setTimeout as delay } from 'node:timers/promises'
import { messageOf, Problem } from './problem.ts'
import type { Supervised } from './processes.ts'

export interface Probe {
  readonly host: string
  readonly port: number
  /** The certificate to expect, where the gateway serves https. */
  readonly ca?: string | undefined
}

interface Answer {
  readonly status: number
  readonly text: string
}

const askWithin = 3_000
const pollEvery = 50

const ask = ({ host, port, ca }: Probe): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const options = { host, port, path: '/health', timeout: askWithin, agent: false, ...(ca ? { ca } : {}) }
    const request = (ca ? https : http).get(options, (response) => {
      let text = ''
      response.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text })).on('error', reject)
    })
    request.on('timeout', () => request.destroy(new Error('no answer'))).on('error', reject)
  })

/** The parts that a degraded answer calls away. */
const partsAway = (text: string): string => {
  try {
    const { parts } = JSON.parse(text) as { parts: Record<string, string> }
    return Object.keys(parts)
      .filter((part) => parts[part] !== 'ok')
      .join(', ')
  } catch {
    return ''
  }
}

/** Waits until a call is possible. @throws Problem that names what is missing when the patience (milliseconds) ends */
export const untilReady = async (
  probe: Probe,
  processes: readonly Supervised[],
  { signal, patience = 90_000 }: { signal: AbortSignal; patience?: number },
): Promise<void> => {
  const deadline = Date.now() + patience
  let seen = 'the gateway does not answer'
  while (Date.now() < deadline) {
    try {
      const { status, text } = await ask(probe)
      if (status === 200) return
      seen = `the gateway says that a part is away: ${partsAway(text) || status}`
    } catch (error) {
      seen = `the gateway does not answer (${messageOf(error)})`
    }
    await delay(pollEvery, undefined, { signal })
  }
  const failures = processes.map((one) => one.failure()).filter((failure) => failure !== undefined)
  throw new Problem(`No call is possible after ${Math.round(patience / 1000)} s: ${[seen, ...failures].join('; ')}. See the logs`)
}
