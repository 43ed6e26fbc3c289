import { describe, expect, it } from 'vitest'
import { hueOf, initials } from './avatar.ts'

describe('initials', () => {
  it.each([
    ['Mira Okonkwo', 'MO'],
    ['Dr. Anneliese Freudenberger', 'AF'],
    ['mira', 'M'],
    ['Ana María de la Cruz', 'AC'],
    ['  ', '?'],
    ['Dr.', 'D'],
    ['élodie Çelik', 'ÉÇ'],
    ['👩‍🚀 Sam', '👩‍🚀S'],
    ['李 小龍', '李小'],
  ])('of %s are %s', (name, expected) => expect(initials(name)).toBe(expected))
})

describe('hueOf', () => {
  it('is stable and one of twelve', () => {
    expect(hueOf('guest-abc')).toBe(hueOf('guest-abc'))
    for (let i = 0; i < 500; i++) expect(hueOf(`guest-${i}`)).toBeLessThan(12)
  })
  it('uses every colour', () => {
    expect(new Set(Array.from({ length: 500 }, (_, i) => hueOf(`guest-${i}`))).size).toBe(12)
  })
})
