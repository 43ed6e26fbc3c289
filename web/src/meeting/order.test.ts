import { describe, expect, it } from 'vitest'
import { orderPeople, pagesFor, peopleOnPage } from './order.ts'

const now = 1_000_000
const quiet = (identity: string) => ({ identity, lastSpoke: 0, speaking: false })
const heard = (identity: string, ago: number) => ({ identity, lastSpoke: now - ago, speaking: false })

describe('the order of people', () => {
  it('puts newcomers last and closes gaps', () => {
    expect(orderPeople(['a', 'b', 'c'], [quiet('d'), quiet('a'), quiet('c')], 9, now)).toEqual(['a', 'c', 'd'])
  })

  it('does not move anybody who is visible', () => {
    expect(orderPeople(['a', 'b', 'c'], [quiet('a'), quiet('b'), heard('c', 10)], 3, now)).toEqual(['a', 'b', 'c'])
  })

  it('swaps a speaker out of sight with the quietest in sight', () => {
    expect(orderPeople(['a', 'b', 'c', 'd'], [heard('a', 200_000), heard('b', 900_000), quiet('c'), heard('d', 10)], 2, now)).toEqual([
      'a',
      'd',
      'c',
      'b',
    ])
  })

  it('leaves recent speakers in their places', () => {
    expect(orderPeople(['a', 'b', 'c'], [heard('a', 1000), heard('b', 59_000), heard('c', 10)], 2, now)).toEqual(['a', 'b', 'c'])
  })

  it('treats who speaks now as heard now', () => {
    expect(orderPeople(['a', 'b'], [quiet('a'), { identity: 'b', lastSpoke: 0, speaking: true }], 1, now)).toEqual(['b', 'a'])
  })

  it('forgets who spoke more than a minute ago', () => {
    expect(orderPeople(['a', 'b'], [quiet('a'), heard('b', 60_001)], 1, now)).toEqual(['a', 'b'])
  })
})

describe('pages', () => {
  const others = Array.from({ length: 24 }, (_, i) => `p${i}`)

  it('has everybody on one page where they fit', () => {
    expect(peopleOnPage(others, 'me', 25, 0)).toEqual([...others, 'me'])
    expect(pagesFor(25, 25)).toBe(1)
  })

  it('ends page 1 with the own tile', () => {
    expect(peopleOnPage(others, 'me', 8, 0)).toEqual([...others.slice(0, 7), 'me'])
    expect(peopleOnPage(others, 'me', 8, 1)).toEqual(others.slice(7, 15))
    expect(peopleOnPage(others, 'me', 8, 3)).toEqual(others.slice(23))
    expect(pagesFor(25, 8)).toBe(4)
  })

  it('leaves the own tile out where fewer than four fit', () => {
    expect(peopleOnPage(others, 'me', 3, 0)).toEqual(others.slice(0, 3))
    expect(pagesFor(25, 3)).toBe(8)
  })

  it('loses nobody', () => {
    for (let total = 1; total <= 50; total++) {
      for (let perPage = 1; perPage <= 25; perPage++) {
        const some = Array.from({ length: total - 1 }, (_, i) => `p${i}`)
        const seen = Array.from({ length: pagesFor(total, perPage) }, (_, page) => peopleOnPage(some, 'me', perPage, page)).flat()
        const expected = total <= perPage || perPage >= 4 ? [...some, 'me'] : some
        expect(seen.toSorted(), `${total} people, ${perPage} a page`).toEqual(expected.toSorted())
      }
    }
  })
})
