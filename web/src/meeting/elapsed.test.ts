import { expect, it } from 'vitest'
import { elapsed } from './elapsed.ts'

it.each([
  [0, '0:00'],
  [42, '0:42'],
  [725, '12:05'],
  [4325, '1:12:05'],
  [36_000, '10:00:00'],
])('%i seconds are %s', (seconds, text) => expect(elapsed(seconds)).toBe(text))
