import { RundeError } from '@runde/contracts/errors'
import { pino } from 'pino'
import { describe, expect, test, vi } from 'vitest'
import { circuit } from './circuit.ts'

const away = () => Promise.reject(new RundeError('unavailable', 'time-out'))
const patient = { timeout: 30_000 }
const eventually = (check: () => Promise<void>) => vi.waitFor(check, { timeout: 20_000, interval: 20 })

/** A circuit, what it has logged, and how often work was begun. */
const make = () => {
  const lines: string[] = []
  const log = pino({}, { write: (line: string) => void lines.push((JSON.parse(line) as { msg: string }).msg) })
  const run = circuit('store', log)
  let begun = 0
  const attempt = async <T>(work: () => Promise<T>): Promise<T> =>
    run(() => {
      begun++
      return work()
    })
  const fail = async (times: number) => {
    for (let n = 0; n < times; n++) await attempt(away).catch(() => {})
  }
  return { attempt, fail, begun: () => begun, lines }
}

describe('a circuit', () => {
  test('opens after five failures in a row: the sixth is refused at once, and said once', async () => {
    const { attempt, fail, begun, lines } = make()
    await fail(5)
    await expect(attempt(async () => 1)).rejects.toMatchObject({ code: 'unavailable', message: 'store does not answer' })
    expect(begun()).toBe(5)
    expect(lines).toEqual(['a part does not answer: nobody is sent there for now'])
  })

  test('takes failures that were under way together for one', async () => {
    const { attempt, fail, begun } = make()
    const stalled = Promise.withResolvers<never>()
    const together = Promise.allSettled(Array.from({ length: 50 }, () => attempt(() => stalled.promise)))
    stalled.reject(new RundeError('unavailable', 'time-out'))
    await together
    await fail(3)
    expect(await attempt(async () => 7)).toBe(7)
    expect(begun()).toBe(54)
  })

  test('is not opened by failures between which there was an answer, be it a refusal', async () => {
    const { attempt, fail } = make()
    const refusal = new RundeError('meeting_full', 'all seats are taken')
    for (let n = 0; n < 5; n++) {
      await fail(4)
      await expect(attempt(() => Promise.reject(refusal))).rejects.toBe(refusal)
    }
    expect(await attempt(async () => 7)).toBe(7)
  })

  test('lets one through after a second, and closes when that succeeds', patient, async () => {
    const { attempt, fail, lines } = make()
    await fail(5)
    await eventually(async () => expect(await attempt(async () => 7)).toBe(7))
    expect(await attempt(async () => 8)).toBe(8)
    expect(lines).toEqual(['a part does not answer: nobody is sent there for now', 'a part answers again'])
  })

  test('keeps nobody waiting for the one that was let through, and stays open when that fails', patient, async () => {
    const { attempt, fail, begun, lines } = make()
    await fail(5)
    const seeing = Promise.withResolvers<number>()
    let first: Promise<unknown> = Promise.resolve()
    await eventually(async () => {
      first = attempt(() => seeing.promise).catch((error) => error)
      await Promise.resolve()
      expect(begun()).toBe(6)
    })
    await expect(attempt(async () => 1)).rejects.toMatchObject({ code: 'unavailable' })
    seeing.reject(new RundeError('unavailable', 'still away'))
    expect(await first).toMatchObject({ message: 'still away' })
    await expect(attempt(async () => 1)).rejects.toMatchObject({ message: 'store does not answer' })
    expect([begun(), lines.length]).toEqual([6, 1])
  })
})
