import { randomInt } from 'node:crypto'
import { Agent, request } from 'node:http'
import { startServers } from '../support/servers.ts'
import { startStack } from '../support/stack.ts'
import { until } from '../support/wait.ts'
import type { Bench } from './bench.ts'
import { mannWhitney } from './mann-whitney.ts'
import { median } from './median.ts'
import { percentile } from './percentile.ts'
import { type Asked, type SecretPair, secretPairs } from './secret-pairs.ts'
import { type Cell, table } from './table.ts'

/** Of each kind of request. */
const rounds = Number(process.env.RUNDE_BENCH_ROUNDS ?? 2_000)
/** Rounds before those that count. */
const warmUp = Math.ceil(rounds / 10)
/** How many times what chance does alone a difference has to be before it counts as one. */
const certainty = 3

/** The limits are at work, as they are for whoever guesses; `freshAddress` is somebody who has not guessed yet. */
const env = { gateway: { TRUSTED_PROXIES: '127.0.0.1/32,::1/128', LIMIT_MISSES: 'address 1/h', LIMIT_PASSCODES: 'address 1/h' } }
let addresses = 0
const freshAddress = () => {
  addresses += 1
  return `10.${(addresses >> 16) & 255}.${(addresses >> 8) & 255}.${addresses & 255}`
}
const guesser = '192.0.2.1'

interface Answer {
  readonly status: number
  /** Milliseconds from the request to the end of the answer. */
  readonly took: number
}

/** Sends one request over the one connection of the agent. */
const timed = (agent: Agent, baseUrl: string, { method, path, headers, body }: Asked, from: string): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(baseUrl)
    const text = body && JSON.stringify(body)
    const sentHeaders = {
      ...headers,
      'x-forwarded-for': from,
      ...(text && { 'content-type': 'application/json', 'content-length': `${Buffer.byteLength(text)}` }),
    }
    const start = performance.now()
    const sent = request({ agent, hostname, port, method, path, headers: sentHeaders }, (answer) => {
      answer.on('error', reject).on('end', () => resolve({ status: answer.statusCode ?? 0, took: performance.now() - start }))
      answer.resume()
    })
    sent.on('error', reject).end(text)
  })

const shuffled = <T>(all: readonly T[]): T[] => {
  const mixed = [...all]
  for (let last = mixed.length - 1; last > 0; last -= 1) {
    const other = randomInt(last + 1)
    ;[mixed[last], mixed[other]] = [mixed[other] as T, mixed[last] as T]
  }
  return mixed
}

/** Milliseconds of each request; `floor` are the same requests as `miss`. */
interface Measured {
  readonly miss: number[]
  readonly floor: number[]
  readonly near: number[]
}

/** Every kind of request once, in a random order. */
const measureRound = async (all: ReadonlyMap<SecretPair, Measured>, send: (pair: SecretPair, asked: Asked) => Promise<number>) => {
  const kinds = [...all].flatMap(([pair, measured]) => [
    { pair, asked: pair.miss(), figures: measured.miss },
    { pair, asked: pair.miss(), figures: measured.floor },
    { pair, asked: pair.near(), figures: measured.near },
  ])
  for (const { pair, asked, figures } of shuffled(kinds)) figures.push(await send(pair, asked))
}

const compare = ({ miss, floor, near }: Measured) => {
  const against = (others: readonly number[]) => ({
    ratio: median(others) / median(miss),
    p95: percentile(others, 0.95) / percentile(miss, 0.95),
    ...mannWhitney(miss, others),
  })
  return { ms: { median: median(miss), p95: percentile(miss, 0.95) }, near: against(near), floor: against(floor) }
}

const summary = (all: ReadonlyMap<SecretPair, Measured>) => {
  const results = [...all].map(([{ what }, measured]) => ({ what, ...compare(measured) }))
  const percent = (part: number) => `${(100 * part).toFixed(1)} %`
  const rows = results.map(({ what, ms, near, floor }): Cell[] => {
    const told = Math.abs(near.greater - 0.5) > certainty * near.chance
    return [
      ...[what, ms.median.toFixed(2), ms.p95.toFixed(2)],
      ...[near.ratio.toFixed(3), floor.ratio.toFixed(3), near.p95.toFixed(2), floor.p95.toFixed(2)],
      ...[percent(near.greater), percent(floor.greater), told ? 'TOLD APART' : 'no'],
    ]
  })
  const heading = ['secret', 'miss, ms', 'p95', 'near/miss', 'floor', 'of p95', 'floor', 'near is slower', 'floor', 'told apart']
  const chance = percent(certainty * (results[0]?.near.chance ?? Number.NaN))
  const lines = [
    ...table([heading, ...rows]),
    `${rounds} requests of each kind, in random order. "floor": the misses beside as many other misses. Told apart: slower in more or less than 50 % ± ${chance} of all pairs.`,
  ]
  return { lines, data: { rounds, certainty, results } }
}

/** `npm run bench -- timing`: whether the time of an answer tells how much of a secret was right. */
export const timing: Bench = async (report) => {
  await using servers = await startServers({ way: 'local' })
  await using stack = await startStack({ servers, env })
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  await using _agent = { [Symbol.asyncDispose]: async () => agent.destroy() }
  const pairs = await secretPairs(stack.baseUrl)
  /** By their status: a machine that has too much to do answers 503. */
  const otherAnswers: Record<number, number> = {}
  const send = ({ what, status, refused }: SecretPair, asked: Asked): Promise<number> =>
    until(
      async () => {
        const answer = await timed(agent, stack.baseUrl, asked, refused ? guesser : freshAddress())
        if (answer.status === status) return answer.took
        otherAnswers[answer.status] = (otherAnswers[answer.status] ?? 0) + 1
        return undefined
      },
      { what: `the answer ${status} about the ${what}` },
    )
  for (const { refused, miss, status } of pairs) {
    const stopped = async () => (await timed(agent, stack.baseUrl, miss(), guesser)).status === status
    if (refused) await until(stopped, { what: 'the guesser to be refused' })
  }
  const measure = async (count: number) => {
    const all = new Map(pairs.map((pair) => [pair, { miss: [], floor: [], near: [] }]))
    for (let round = 1; round <= count; round += 1) {
      await measureRound(all, send)
      if (round % 500 === 0) report(`round ${round} of ${count}`)
    }
    return all
  }
  report(`warming up, ${warmUp} rounds`)
  await measure(warmUp)
  const { lines, data } = summary(await measure(rounds))
  const repeated = `Answered otherwise, not measured and asked again, by status: ${JSON.stringify(otherAnswers)}`
  return { lines: [...lines, repeated], data: { ...data, otherAnswers } }
}
