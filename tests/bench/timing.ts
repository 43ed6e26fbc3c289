import { randomInt } from 'node:crypto'
import { Agent, request } from 'node:http'
import { startServers } from '../support/servers.ts'
import { startStack } from '../support/stack.ts'
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

/** Sends one request over the one connection of the agent; resolves to its milliseconds. @throws when it is not answered so */
const timed = (agent: Agent, baseUrl: string, { method, path, headers, body }: Asked, from: string, status: number): Promise<number> =>
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
      answer.on('error', reject).on('end', () => {
        const took = performance.now() - start
        if (answer.statusCode === status) resolve(took)
        else reject(new Error(`${method} ${path} was answered ${answer.statusCode}, not ${status}`))
      })
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
  const send = ({ status, refused }: SecretPair, asked: Asked) =>
    timed(agent, stack.baseUrl, asked, refused ? guesser : freshAddress(), status)
  for (const pair of pairs) if (pair.refused) await timed(agent, stack.baseUrl, pair.miss(), guesser, 404)
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
  return summary(await measure(rounds))
}
