import { expect, test } from 'vitest'
import * as audit from './audit.ts'
import * as chat from './chat.ts'
import * as code from './code.ts'
import * as common from './common.ts'
import * as encryption from './encryption.ts'
import * as hands from './hands.ts'
import * as home from './home.ts'
import * as key from './key.ts'
import * as permissions from './permissions.ts'
import { plural } from './plural.ts'
import { de as prejoinDe } from './prejoin-de.ts'
import { en as prejoinEn } from './prejoin-en.ts'
import * as screens from './screens.ts'

const parts = { audit, chat, code, common, encryption, hands, home, key, permissions, screens, prejoin: { de: prejoinDe, en: prejoinEn } }

const written = (text: unknown): string => {
  if (typeof text === 'function') return String(text(2, 50))
  return typeof text === 'object' && text !== null ? Object.values(text).map(written).join('') : String(text)
}

test.each(Object.entries(parts))('%s says everything in both languages', (_, { de, en }) => {
  expect(Object.keys(en)).toEqual(Object.keys(de))
  for (const [key, text] of [...Object.entries(de), ...Object.entries(en)]) {
    expect(written(text).trim(), key).not.toBe('')
    // Errors say what happened and what to do; nobody is shouted at.
    expect(written(text), key).not.toMatch(/!|undefined|leider/i)
  }
})

test('numbers take the right form', () => {
  expect([0, 1, 2].map(prejoinDe.peopleInside)).toEqual(['Noch ist niemand da', '1 Person ist da', '2 Personen sind da'])
  expect([0, 1, 2].map(prejoinEn.peopleInside)).toEqual(['Nobody is here yet', '1 person is here', '2 people are here'])
  expect(plural('en', 11, { one: 'one', other: 'other' })).toBe('other')
})
