import { RundeError } from '@runde/contracts/errors'
import { beforeEach, describe, expect, test } from 'vitest'
import { clientGroups } from './client-groups.ts'
import type { Counters } from './counters.ts'
import type { Scope } from './limit-setting.ts'
import { createLimits, type Rules } from './limits.ts'
import { memoryCounters } from './memory-counters.ts'

let time: number
let asked: string[]
let counters: Counters
let strictCounters: Counters

beforeEach(() => {
  time = 0
  asked = []
  const counted = memoryCounters({ now: () => time })
  const noted =
    (operation: keyof Counters): Counters[keyof Counters] =>
    (wanted) => {
      asked.push(`${operation} ${wanted.map(({ name }) => name).join(' ')}`)
      return counted[operation](wanted)
    }
  counters = { look: noted('look'), count: noted('count') }
  strictCounters = memoryCounters({ now: () => time })
})

const minute = 60_000
const rule = (scope: Scope, most: number, window = minute) => ({ scope, most, window })
const limitsOf = (rules: Partial<Rules>) =>
  createLimits({ counters, strictCounters, rules: { misses: [], creates: [], joins: [], passcodes: [], ...rules } })
const [mira, jonas, far] = ['203.0.113.1', '203.0.113.2', '198.51.100.1'].map(clientGroups) as [Client, Client, Client]
type Client = ReturnType<typeof clientGroups>

/** Seconds to wait; 0 when the work was done. */
const waitOf = async (work: Promise<unknown>): Promise<number> => {
  try {
    await work
    return 0
  } catch (error) {
    if (!(error instanceof RundeError) || error.code !== 'too_many_requests') throw error
    return error.retryAfter ?? Number.NaN
  }
}

describe('misses', () => {
  const misses = [rule('address', 2), rule('network', 3), rule('all', 4)]
  let limits: ReturnType<typeof limitsOf>
  const look = async (client: Client, id = 'one', joining = false) => {
    const looking = limits.lookUp(client, id, joining)
    const wait = await waitOf(looking)
    if (wait === 0) (await looking)[Symbol.dispose]()
    return wait
  }
  const miss = async (client: Client) => {
    expect(await look(client)).toBe(0)
    await limits.missed(client)
  }

  beforeEach(() => {
    limits = limitsOf({ misses })
  })

  test('of one address stop this address, until the first of them is a minute ago', async () => {
    await miss(mira)
    time += 20_500
    await miss(mira)
    expect(await look(mira)).toBe(40)
    expect(await look(jonas)).toBe(0)
    time += 39_500
    expect(await look(mira)).toBe(0)
  })

  test('of one network stop the network, however many addresses it has', async () => {
    for (const client of [mira, mira, jonas]) await miss(client)
    expect(await look(clientGroups('203.0.113.3'))).toBe(60)
    expect(await look(far)).toBe(0)
  })

  test('of everybody stop whoever has missed, and nobody else', async () => {
    for (const client of [mira, mira, jonas, far]) await miss(client)
    const [guest, guesser] = ['192.0.2.1', '192.0.100.1'].map(clientGroups) as [Client, Client]
    expect(await look(far)).toBe(60)
    expect(await look(guest)).toBe(0)
    time += 30_000
    await miss(guesser)
    expect(await look(guesser)).toBe(30)
    expect(await look(guest)).toBe(0)
    time += 30_000
    expect(await look(guesser)).toBe(0)
  })

  test('of everybody stop everybody where nobody else is counted', async () => {
    limits = limitsOf({ misses: [rule('all', 1)] })
    await miss(mira)
    expect(await look(far)).toBe(60)
  })

  test('under way are no more than there may be', async () => {
    const open = await Promise.all(['one', 'two'].map((id) => limits.lookUp(mira, id, false)))
    expect(await look(mira, 'three')).toBe(1)
    expect(await look(mira, 'two')).toBe(0)
    open[0]?.[Symbol.dispose]()
    expect(await look(mira, 'three')).toBe(0)
  })
})

describe('creates and joins', () => {
  test('are counted over each window', async () => {
    const limits = limitsOf({ creates: [rule('address', 2), rule('address', 3, 60 * minute)] })
    for (let n = 0; n < 2; n++) expect(await waitOf(limits.create(mira))).toBe(0)
    expect(await waitOf(limits.create(mira))).toBe(60)
    expect(await waitOf(limits.create(jonas))).toBe(0)
    time += minute
    expect(await waitOf(limits.create(mira))).toBe(0)
    expect(await waitOf(limits.create(mira))).toBe(59 * 60)
  })

  test('a join is counted only where guessing has not gone too far', async () => {
    const limits = limitsOf({ misses: [rule('address', 1)], joins: [rule('address', 1)] })
    ;(await limits.lookUp(mira, 'one', true))[Symbol.dispose]()
    expect(asked).toEqual(['look misses:address:60', 'count joins:address:60'])
    expect(await waitOf(limits.lookUp(mira, 'one', true))).toBe(60)
    expect(await waitOf(limits.lookUp(mira, 'one', false))).toBe(0)
    await limits.missed(jonas)
    asked = []
    expect(await waitOf(limits.lookUp(jonas, 'one', true))).toBe(60)
    expect(asked).toEqual(['look misses:address:60'])
  })
})

test('what is off asks nobody', async () => {
  const limits = limitsOf({})
  await limits.create(mira)
  await limits.lookUp(mira, 'one', true)
  await limits.missed(mira)
  expect(asked).toEqual([])
})

describe('passcodes', () => {
  const passcodes = [rule('address', 2), rule('all', 3)]
  const tried = async (limits: ReturnType<typeof limitsOf>, client: Client, meetingId: string) => {
    const trying = limits.tryPasscode(client, meetingId, '1234')
    const wait = await waitOf(trying)
    if (wait === 0) (await trying)[Symbol.dispose]()
    return wait
  }

  test('that are wrong stop the address in this meeting, and in no other', async () => {
    const limits = limitsOf({ passcodes })
    await limits.guessed(mira, 'one')
    await limits.guessed(mira, 'one')
    expect(await tried(limits, mira, 'one')).toBe(60)
    expect(await tried(limits, jonas, 'one')).toBe(0)
    expect(await tried(limits, mira, 'two')).toBe(0)
  })

  test('that are right are never counted', async () => {
    const limits = limitsOf({ passcodes })
    for (let n = 0; n < 10; n += 1) expect(await tried(limits, mira, 'one')).toBe(0)
  })

  test('at the ceiling of a meeting stop whoever has guessed, and nobody who has not', async () => {
    const limits = limitsOf({ passcodes })
    for (const client of [mira, mira, jonas]) await limits.guessed(client, 'one')
    expect(await tried(limits, jonas, 'one')).toBe(60)
    expect(await tried(limits, far, 'one')).toBe(0)
  })

  test('that are tried at once are as many different ones as may be wrong; the same one as often as people come with it', async () => {
    const limits = limitsOf({ passcodes })
    const trying = await Promise.all(['1111', '2222', '1111', '1111'].map((guess) => limits.tryPasscode(mira, 'one', guess)))
    expect(await waitOf(limits.tryPasscode(mira, 'one', '3333'))).toBe(1)
    for (const guess of trying) guess[Symbol.dispose]()
    expect(await waitOf(limits.tryPasscode(mira, 'one', '3333'))).toBe(0)
  })

  test('are not tried while nobody counts', async () => {
    const away = async () => {
      throw new RundeError('unavailable', 'Redis is away')
    }
    strictCounters = { look: away, count: away }
    await expect(limitsOf({ passcodes }).tryPasscode(mira, 'one', '1234')).rejects.toMatchObject({ code: 'unavailable' })
  })
})
