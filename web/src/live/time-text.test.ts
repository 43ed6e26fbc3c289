import { expect, it } from 'vitest'
import { timeText } from './time-text.ts'

const now = new Date(2026, 10, 25, 14, 5).getTime()

it.each([
  ['de', new Date(2026, 10, 25, 15, 30), '15:30'],
  ['en', new Date(2026, 10, 25, 15, 30), '15:30'],
  ['de', new Date(2026, 10, 26, 0, 5), 'Do., 00:05'],
  ['en', new Date(2026, 10, 26, 0, 5), 'Thu 00:05'],
  ['de', new Date(2026, 11, 24, 9, 0), '24. Dez., 09:00'],
  ['en', new Date(2026, 11, 24, 9, 0), '24 Dec, 09:00'],
  ['de', new Date(2026, 10, 24, 23, 55), 'Di., 23:55'],
  ['de', new Date(2026, 10, 18, 23, 55), '18. Nov., 23:55'],
])('%s: %s is %s', (language, at, text) => expect(timeText(at.getTime(), now, language)).toBe(text))
