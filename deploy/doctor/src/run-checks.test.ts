import { expect, test } from 'vitest'
import { allChecks } from './all-checks.ts'
import { type Check, type CheckName, type Finding, failed, ok, type Result, warning } from './check.ts'
import { Trouble } from './http.ts'
import { reasonToSkip, runChecks } from './run-checks.ts'
import type { Visit } from './visit.ts'

const visit = (): Visit => ({
  url: new URL('https://meet.example.org'),
  insecure: false,
  found: {},
  clocks: [],
  people: [],
  undo: new AsyncDisposableStack(),
})

interface MadeUp {
  readonly needs?: readonly CheckName[]
  readonly needsOneOf?: readonly CheckName[]
  readonly limit?: number
  readonly run?: Check['run']
}

const check = (name: CheckName, { needs = [], run = async () => ok('well'), limit = 1_000, ...rest }: MadeUp = {}): Check => ({
  name,
  title: name.toUpperCase(),
  needs,
  limit,
  run,
  ...rest,
})

const says = (finding: Finding) => async () => finding

const run = async (checks: readonly Check[], more: { skip?: CheckName[]; stop?: AbortSignal; visit?: Visit } = {}) => {
  const results = await runChecks(checks, {
    visit: more.visit ?? visit(),
    skip: new Set(more.skip),
    stop: more.stop ?? new AbortController().signal,
  })
  return new Map(results.map((result): [string, Result] => [result.name, result]))
}

test('every check stands after the ones that it needs', () => {
  const before = new Set<string>()
  for (const { name, needs, needsOneOf = [] } of allChecks) {
    for (const need of [...needs, ...needsOneOf]) expect(before, `${name} needs ${need}`).toContain(need)
    before.add(name)
  }
})

test('what stands on a failure is skipped, and what stands on that, with the first failure named', async () => {
  const done = await run([
    check('dns', { run: says(failed('gone')) }),
    check('tls', { needs: ['dns'] }),
    check('http', { needs: ['tls'] }),
    check('clocks'),
  ])
  expect(done.get('tls')).toMatchObject({ status: 'skipped', detail: 'Skipped: DNS failed.' })
  expect(done.get('http')).toMatchObject({ status: 'skipped', detail: 'Skipped: DNS failed.' })
  expect(done.get('clocks')?.status).toBe('ok')
})

test('a warning is no reason to stop', async () => {
  const done = await run([check('dns', { run: says(warning('soon')) }), check('tls', { needs: ['dns'] })])
  expect(done.get('tls')?.status).toBe('ok')
})

test('one of several is enough where it says so', () => {
  const webhooks = check('webhooks', { needsOneOf: ['udp', 'tcp'] })
  const result = (name: CheckName, status: Result['status']): [string, Result] => [name, { name, title: name, status, detail: '', ms: 0 }]
  expect(reasonToSkip(webhooks, new Map([result('udp', 'failed'), result('tcp', 'ok')]))).toBeUndefined()
  expect(reasonToSkip(webhooks, new Map([result('udp', 'failed'), result('tcp', 'skipped')]))).toBe('none of udp, tcp worked')
})

test('what was not asked for is not run', async () => {
  let ran = false
  const run_ = async () => {
    ran = true
    return ok('')
  }
  const done = await run([check('turn', { run: run_ })], { skip: ['turn'] })
  expect(done.get('turn')).toMatchObject({ status: 'skipped', detail: 'Skipped: as asked.' })
  expect(ran).toBe(false)
})

test('a check that never ends is given up', async () => {
  const done = await run([check('udp', { limit: 20, run: () => new Promise(() => {}) }), check('tcp')])
  expect(done.get('udp')).toMatchObject({ status: 'failed', detail: 'It took longer than 0.02 s.' })
  expect(done.get('tcp')?.status).toBe('ok')
})

test('what is thrown is a failure, in the words of whoever threw it', async () => {
  const throwing = (error: Error) => async () => {
    throw error
  }
  const refused = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' })
  const done = await run([
    check('http', { run: throwing(new Trouble('It is closed.', ['Open it.'])) }),
    check('dns', { run: throwing(refused) }),
  ])
  expect(done.get('http')).toMatchObject({ status: 'failed', detail: 'It is closed.', fix: ['Open it.'] })
  expect(done.get('dns')).toMatchObject({ status: 'failed', detail: 'It refuses the connection: nothing listens there.' })
})

test('an interruption skips the rest and undoes what was begun', async () => {
  const stop = new AbortController()
  const ours = visit()
  let undone = false
  const begin = async () => {
    ours.undo.defer(() => {
      undone = true
    })
    stop.abort()
    return ok('begun')
  }
  const done = await run([check('meeting', { run: begin }), check('udp')], { stop: stop.signal, visit: ours })
  expect(done.get('udp')).toMatchObject({ status: 'skipped', detail: 'Skipped: the doctor was interrupted.' })
  expect(undone).toBe(true)
})

test('a check that is cut short says nothing about its hop', async () => {
  const stop = new AbortController()
  const cutShort = async () => {
    stop.abort()
    return failed('UDP is blocked')
  }
  const done = await run([check('udp', { run: cutShort })], { stop: stop.signal })
  expect(done.get('udp')).toMatchObject({ status: 'skipped', detail: 'Skipped: the doctor was interrupted.' })
})

test('what cannot be undone is said', async () => {
  const ours = visit()
  ours.undo.defer(() => {
    throw new Trouble('Meeting x could not be ended.')
  })
  const done = await run([], { visit: ours })
  expect(done.get('cleanup')).toMatchObject({ status: 'warning', detail: 'Meeting x could not be ended.' })
})
