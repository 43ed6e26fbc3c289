import { describe, expect, it } from 'vitest'
import { newHands, placeInQueue, raisedHands } from './hands.ts'

const person = (identity: string, hand: number) => ({ identity, hand })
const ids = (people: readonly { identity: string }[]) => people.map(({ identity }) => identity)

describe('raised hands', () => {
  it('queue up by when they went up, whoever has none left out', () =>
    expect(ids(raisedHands([person('a', 30), person('b', 0), person('c', 10), person('d', 20)]))).toEqual(['c', 'd', 'a']))

  it('of one millisecond have the same order for everybody', () => {
    const people = [person('b', 10), person('a', 10), person('c', 10)]
    expect(ids(raisedHands(people))).toEqual(['a', 'b', 'c'])
    expect(ids(raisedHands(people.toReversed()))).toEqual(['a', 'b', 'c'])
  })

  it('have a place from 1, and none without a hand', () => {
    const queue = [person('c', 10), person('a', 30)]
    expect(placeInQueue(queue, 'c')).toBe(1)
    expect(placeInQueue(queue, 'a')).toBe(2)
    expect(placeInQueue(queue, 'b')).toBeUndefined()
  })

  it('are news once', () => {
    const [ada, ben] = [person('ada', 10), person('ben', 20)]
    expect(newHands(new Set(), [ada, ben])).toEqual([
      { person: ada, place: 1 },
      { person: ben, place: 2 },
    ])
    expect(newHands(new Set(['ada']), [ada, ben])).toEqual([{ person: ben, place: 2 }])
    expect(newHands(new Set(['ada', 'ben']), [ben])).toEqual([])
  })
})
