import { describe, expect, it } from 'vitest'
import { de } from '../i18n/meeting-de.ts'
import { en } from '../i18n/meeting-en.ts'
import { comings, spoken } from './comings.ts'

describe('comings', () => {
  it('tells who came and who went, by identity and not by name', () => {
    const before = new Map([
      ['a', 'Mira'],
      ['b', 'Jonas'],
    ])
    const now = new Map([
      ['b', 'Jonas'],
      ['c', 'Jonas'],
    ])
    expect(comings(before, now)).toEqual({ came: ['Jonas'], went: ['Mira'] })
  })
})

describe('the sentence', () => {
  it.each([
    [[], '', ''],
    [['Mira'], 'Mira ist da', 'Mira is here'],
    [['Mira', 'Jonas'], 'Mira und Jonas sind da', 'Mira and Jonas are here'],
    [['Mira', 'Jonas', 'Emine'], 'Mira und 2 weitere sind da', 'Mira and 2 others are here'],
  ])('about %j', (names, german, english) => {
    expect(spoken(names, de.came)).toBe(german)
    expect(spoken(names, en.came)).toBe(english)
  })

  it('about those who left', () => {
    expect(spoken(['Mira'], de.went)).toBe('Mira ist gegangen')
    expect(spoken(['Mira', 'Jonas', 'Emine'], en.went)).toBe('Mira and 2 others have left')
  })
})
