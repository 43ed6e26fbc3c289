import { RundeError } from '@runde/contracts/errors'
import { describe, expect, test } from 'vitest'
import { deliveryTally } from './delivery-tally.ts'

const away = new RundeError('unavailable', 'the store is away')
const broken = new Error('cannot be')

describe('a message is given up', () => {
  test('with its fifth delivery, whoever had the others', () => {
    const tally = deliveryTally()
    expect([3, 5].map((deliveries) => tally.isHopeless(1, deliveries, broken))).toEqual([false, true])
  })

  test('never while a part is away, and an outage takes nothing from its five attempts', () => {
    const tally = deliveryTally()
    const outage = Array.from({ length: 50 }, (_, index) => tally.isHopeless(1, index + 1, away))
    expect(outage).not.toContain(true)
    expect([51, 52, 53, 54, 55].map((deliveries) => tally.isHopeless(1, deliveries, broken))).toEqual([false, false, false, false, true])
  })

  test('for its own failures only', () => {
    const tally = deliveryTally()
    tally.isHopeless(1, 1, away)
    for (let place = 2; place < 6; place++) tally.isHopeless(place, 1, broken)
    expect(tally.isHopeless(1, 2, broken)).toBe(false)
  })
})

test('what succeeded in the end is forgotten', () => {
  const tally = deliveryTally()
  tally.isHopeless(1, 1, away)
  tally.forget(1)
  expect(tally.isHopeless(1, 5, broken)).toBe(true)
})
