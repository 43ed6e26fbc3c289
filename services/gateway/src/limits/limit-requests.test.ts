import { RundeError } from '@runde/contracts/errors'
import { hostPaths } from '@runde/contracts/host-paths'
import { paths, pathTo } from '@runde/contracts/paths'
import { createHttpServer } from '@runde/service-kit/http-server'
import { createLogger } from '@runde/service-kit/log'
import type { FastifyRequest } from 'fastify'
import { expect, test } from 'vitest'
import { limitRequests } from './limit-requests.ts'
import { limitSetting } from './limit-setting.ts'
import { createLimits } from './limits.ts'
import { memoryCounters } from './memory-counters.ts'

const known = '7kq-mfxr-2rp'
const twice = limitSetting('address 2/min').parse('address 2/min')
const nobody = '192.0.2.1'

/** The routes of a meeting, as far as they matter here. `asked` is called before a meeting is looked for. */
const gateway = async (options: { trustedProxies?: string[]; asked?: () => Promise<void>; joins?: typeof twice } = {}) => {
  const app = createHttpServer({ log: createLogger('gateway', 'fatal'), bodyLimit: 1_000, ...options })
  const rules = { misses: twice, creates: twice, joins: options.joins ?? twice, passcodes: twice }
  const counters = memoryCounters({ now: () => 0 })
  limitRequests(app, createLimits({ counters, strictCounters: counters, rules }))
  const find = async (request: FastifyRequest) => {
    await options.asked?.()
    if ((request.params as { id: string }).id !== known) throw new RundeError('meeting_not_found', 'There is no meeting with this id.')
    const passcode = (request.body as { passcode?: string } | undefined)?.passcode
    if (passcode !== undefined && passcode !== 'right') throw new RundeError('passcode_wrong', 'The passcode is wrong.')
    if (request.headers.authorization) throw new RundeError('not_host', 'The host key is not one of this meeting.')
    return { found: true }
  }
  await app.register(async (scope) => {
    scope.get(paths.meetingExists, find)
    scope.post(paths.joinMeeting, find)
    scope.patch(hostPaths.meeting, find)
    scope.post(paths.createMeeting, async () => ({ created: true }))
    scope.get(paths.health, async () => ({ status: 'ok' }))
    scope.get(paths.meetingPage, async () => 'page')
  })
  const send = async (
    method: 'GET' | 'HEAD' | 'POST' | 'PATCH',
    url: string,
    { from = nobody, headers = {}, body }: { from?: string; headers?: object; body?: object } = {},
  ) => {
    const answer = await app.inject({ method, url, remoteAddress: from, headers: { ...headers }, ...(body && { payload: body }) })
    return { status: answer.statusCode, headers: answer.headers, body: answer.body }
  }
  const statuses = async (times: number, ...request: Parameters<typeof send>) => {
    const seen: number[] = []
    for (let n = 0; n < times; n++) seen.push((await send(...request)).status)
    return seen
  }
  return { send, statuses, [Symbol.asyncDispose]: () => app.close() }
}

const exists = (id: string) => pathTo(paths.meetingExists, id)

test('whoever has missed too often is refused in the same words, whether the meeting exists or not', async () => {
  await using app = await gateway()
  expect(await app.statuses(2, 'GET', exists('abc'))).toEqual([404, 404])
  const [hit, miss] = [await app.send('GET', exists(known)), await app.send('GET', exists('abc'))]
  expect(hit.status).toBe(429)
  expect(hit.headers['content-type']).toContain('application/problem+json')
  expect(hit.headers['retry-after']).toBe('60')
  expect(JSON.parse(hit.body)).toMatchObject({ status: 429, code: 'too_many_requests' })
  expect(JSON.parse(hit.body)).toEqual(JSON.parse(miss.body))
  expect(Object.keys(hit.headers)).toEqual(Object.keys(miss.headers))
})

test('at any route of a meeting, and at no other', async () => {
  await using app = await gateway()
  expect(await app.statuses(1, 'HEAD', exists('abc'))).toEqual([404])
  expect(await app.statuses(1, 'PATCH', pathTo(hostPaths.meeting, 'abc'))).toEqual([404])
  const requests = [
    ['GET', exists(known)],
    ['HEAD', exists(known)],
    ['PATCH', pathTo(hostPaths.meeting, known)],
    ['POST', pathTo(paths.joinMeeting, known)],
  ] as const
  for (const [method, url] of requests) expect((await app.send(method, url)).status).toBe(429)
  for (const path of [paths.health, pathTo(paths.meetingPage, 'abc')]) expect((await app.send('GET', path)).status).toBe(200)
  expect((await app.send('GET', '/api/v1/meetings/abc/nothing')).status).toBe(404)
  expect((await app.send('POST', paths.createMeeting)).status).toBe(200)
})

test('hits are not counted, wrong host keys are', async () => {
  await using app = await gateway()
  expect(await app.statuses(20, 'GET', exists(known))).not.toContain(429)
  const wrongKey = { headers: { authorization: 'Bearer host_x' } }
  expect(await app.statuses(3, 'PATCH', pathTo(hostPaths.meeting, known), wrongKey)).toEqual([403, 403, 429])
})

test('a thousand guesses at once are no more than as many as there may be', async () => {
  let answer = () => {}
  const asking = new Promise<void>((resolve) => {
    answer = resolve
  })
  let looked = 0
  await using app = await gateway({
    asked: async () => {
      looked += 1
      await asking
    },
  })
  let refused = 0
  const guess = async (n: number) => {
    const { status } = await app.send('GET', exists(`guess ${n}`))
    if (status === 429 && ++refused === 998) answer()
    return status
  }
  const guesses = await Promise.all(Array.from({ length: 1_000 }, (_, n) => guess(n)))
  expect(guesses.filter((status) => status === 404)).toHaveLength(2)
  expect(looked).toBe(2)
  expect((await app.send('GET', exists(known))).status).toBe(429)
})

test('creates and joins have limits of their own', async () => {
  await using app = await gateway()
  expect(await app.statuses(3, 'POST', paths.createMeeting)).toEqual([200, 200, 429])
  expect(await app.statuses(3, 'POST', pathTo(paths.joinMeeting, known))).toEqual([200, 200, 429])
  expect((await app.send('GET', exists(known))).status).toBe(200)
})

test('nobody is believed in what address they have, but trusted proxies', async () => {
  await using app = await gateway({ trustedProxies: ['10.0.0.0/8', 'fd00::/8'] })
  const forwarded = (from: string, client: string) =>
    app.statuses(1, 'GET', exists('abc'), { from, headers: { 'x-forwarded-for': client } }).then(([status]) => status)
  for (let n = 0; n < 20; n++) expect(await forwarded(nobody, `198.51.100.${n}`)).toBe(n < 2 ? 404 : 429)
  for (let n = 0; n < 20; n++) expect(await forwarded('10.0.0.7', `198.51.100.${n}, 203.0.113.1`)).toBe(n < 2 ? 404 : 429)
  expect(await forwarded('10.0.0.7', '203.0.113.2')).toBe(404)
  expect(await forwarded('::ffff:10.0.0.8', '203.0.113.2, 10.1.1.1')).toBe(404)
  expect(await forwarded('fd00::1', '203.0.113.2')).toBe(429)
})

test('whoever has guessed too many passcodes is refused before the next one is tried, the right one too', async () => {
  await using app = await gateway({ joins: [] })
  const join = (passcode?: string, from = nobody) =>
    app.send('POST', pathTo(paths.joinMeeting, known), { from, body: passcode ? { passcode } : {} })
  expect((await join('right')).status).toBe(200)
  for (const guess of ['1111', '2222']) expect((await join(guess)).status).toBe(403)
  const refused = await join('right')
  expect(refused.status).toBe(429)
  expect(refused.headers['retry-after']).toBe('60')
  expect((await join()).status).toBe(200)
  expect((await join('right', '198.51.100.1')).status).toBe(200)
})
