import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clockOffsets } from './clock-offset.ts'

/** Messages of one sender: the pause before each was sent and the time that it took, in milliseconds. */
const traffic = fc.array(fc.record({ pause: fc.integer({ min: 0, max: 20_000 }), delay: fc.integer({ min: 0, max: 15_000 }) }), {
  minLength: 1,
})
/** How far the receiver's clock is ahead. */
const skews = fc.integer({ min: -86_400_000, max: 86_400_000 })

/** What the receiver believes after each message, in the order of arrival. */
const listen = (messages: readonly { pause: number; delay: number }[], skew: number) => {
  const offsets = clockOffsets()
  let sentAt = 1_000_000
  const sent = messages.map(({ pause, delay }) => {
    sentAt += pause
    return { sentAt, delay, arrives: sentAt + delay }
  })
  const arrived = sent.toSorted((one, other) => one.arrives - other.arrives)
  return arrived.map((message) => ({ ...message, offset: offsets.observe('sender', message.sentAt, message.arrives + skew) }))
}

describe('the difference of two clocks', () => {
  test('is never believed to be smaller than it is: no message is taken for later than it came', () => {
    fc.assert(
      fc.property(traffic, skews, (messages, skew) => {
        for (const { offset } of listen(messages, skew)) expect(offset).toBeGreaterThanOrEqual(skew)
      }),
    )
  })

  test('is believed to be too large by no more than the quickest message of the last half-minute took', () => {
    fc.assert(
      fc.property(traffic, skews, (messages, skew) => {
        const heard = listen(messages, skew)
        for (const [index, { offset, arrives }] of heard.entries()) {
          const recent = heard.slice(0, index + 1).filter((other) => arrives - other.arrives < 30_000)
          expect(offset).toBeLessThanOrEqual(skew + Math.min(...recent.map(({ delay }) => delay)))
        }
      }),
    )
  })

  test('stays known through a long silence: what waited all the while is still late', () => {
    const offsets = clockOffsets()
    offsets.observe('sender', 0, 90_000)
    expect(offsets.observe('sender', 600_000, 600_000 + 90_000 + 10_000)).toBe(90_000)
  })

  test('is learned anew after a jump, within two half-minutes', () => {
    const offsets = clockOffsets()
    offsets.observe('sender', 0, 0)
    const believed = Array.from({ length: 70 }, (_, second) => offsets.observe('sender', second * 1_000, second * 1_000 + 5_000))
    expect([believed[0], believed.at(-1)]).toEqual([0, 5_000])
  })
})

test('each sender has its own clock, and only the latest thousand are remembered', () => {
  const offsets = clockOffsets()
  offsets.observe('first', 0, 7)
  expect(offsets.observe('second', 0, 1_000)).toBe(1_000)
  expect(offsets.observe('first', 0, 50)).toBe(7)
  for (let index = 0; index < 1_000; index++) offsets.observe(`other ${index}`, 0, 1)
  expect(offsets.observe('first', 0, 50)).toBe(50)
})
