import { paths, pathTo } from '@runde/contracts/paths'
import type { CreatedMeeting } from '@runde/contracts/rest'
import { Redis } from 'ioredis'
import { expect, test } from 'vitest'
import { type Replica, serviceNames } from '../support/service-process.ts'
import { until } from '../support/wait.ts'
import { type KeptConnections, keptConnections, type Sent } from './kept-connections.ts'
import { suite } from './suite.ts'

const world = suite(() => ({ replicas: { gateway: 2, 'room-service': 2, 'token-service': 2, webhook: 2 } }))

/** People at a time. */
const people = 3

/** Every request that was made, and what went wrong. */
class Tally {
  requests = 0
  readonly failures: string[] = []
}

const ask = async (client: KeptConnections, tally: Tally, sent: Sent): Promise<string> => {
  tally.requests++
  try {
    const answer = await client.send(sent)
    if (answer.status !== 200) tally.failures.push(`${sent.method} ${sent.path}: ${answer.status} ${answer.body}`)
    return answer.body
  } catch (error) {
    tally.failures.push(`${sent.method} ${sent.path}: ${error}`)
    return ''
  }
}

/** One person after the other makes a meeting, looks at it and joins it. */
const visit = async (client: KeptConnections, tally: Tally, isOver: () => boolean): Promise<void> => {
  while (!isOver()) {
    const created = await ask(client, tally, { method: 'POST', path: paths.createMeeting, body: {} })
    if (!created.startsWith('{"meeting_id"')) continue
    const { meeting_id } = JSON.parse(created) as CreatedMeeting
    await ask(client, tally, { method: 'GET', path: pathTo(paths.meetingExists, meeting_id) })
    await ask(client, tally, { method: 'GET', path: pathTo(paths.meetingInfo, meeting_id) })
    await ask(client, tally, { method: 'POST', path: pathTo(paths.joinMeeting, meeting_id), body: { display_name: 'Mira' } })
  }
}

/** A busy disk makes Redis late, which is an honest 503; nothing here is about what survives a crash. */
const forgetTheDisk = async () => {
  const operator = new Redis(world.servers.redisUrl)
  await operator.config('SET', 'appendfsync', 'no')
  operator.disconnect()
}

const replace = async (replica: Replica) => {
  await replica.stop()
  replica.start()
  const look = async () => {
    const failure = replica.failure()
    return failure ? { failure } : (await fetch(`${replica.internalUrl}/readyz`)).ok && { failure }
  }
  const { failure } = await until(look, { what: 'the new process to be ready', within: 60_000 })
  if (failure) throw new Error(failure)
}

/** Milliseconds that a request may have been under way when its failure is seen. */
const longestRequest = 10_000
/** Rounds for one process on a machine that is too busy. */
const most = 6

/** Whether Redis or LiveKit, whom nobody restarts, was late for room-service: then a 503 was honest and says nothing of draining. */
const othersWereLate = (from: number): boolean =>
  world.stack.logs('room-service').some(({ time, message, err }) => {
    const words = `${message} ${(err as Error | undefined)?.message}`
    return Date.parse(String(time)) > from - longestRequest && /Redis is away|store did not answer|LiveKit did not answer/.test(words)
  })

/** Replaces a process until it was done without a failure. Answers how often it was. @throws when that was nobody else's fault. */
const replaceUnnoticed = async (replica: Replica, tally: Tally): Promise<number> => {
  for (let round = 1; ; round++) {
    const from = Date.now()
    const before = tally.requests
    await replace(replica)
    expect(tally.requests, 'requests meanwhile').toBeGreaterThan(before)
    const failures = tally.failures.splice(0)
    if (failures.length === 0) return round
    const excused = failures.every((failure) => failure.includes(': 503 ')) && othersWereLate(from)
    if (round === most || !excused) expect(failures).toEqual([])
  }
}

test('each process of a busy system is told to end and started again, and no request fails', { timeout: 900_000 }, async () => {
  const urls = world.stack.replicas('gateway').map(({ ports }) => `http://127.0.0.1:${ports.PORT}`)
  using client = keptConnections(urls)
  await forgetTheDisk()
  const tally = new Tally()
  let over = false
  const visits = Array.from({ length: people }, () => visit(client, tally, () => over))
  let rounds = 0
  for (const replica of serviceNames.flatMap((service) => world.stack.replicas(service))) rounds += await replaceUnnoticed(replica, tally)
  over = true
  await Promise.all(visits)
  const all = serviceNames.flatMap((service) => world.stack.logs(service))
  expect(all.filter(({ message }) => message === 'draining')).toHaveLength(rounds)
  expect(all.filter(({ level }) => level === 'error' || level === 'fatal')).toEqual([])
})
