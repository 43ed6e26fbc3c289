import { expect, test } from 'vitest'
import { whenText } from './when.ts'

const now = new Date(2026, 10, 23, 12, 0).getTime()
const at = (...day: [number, number, number, number, number]) => new Date(...day).getTime()

test.each([
  [at(2026, 10, 23, 9, 30), 'Heute, 09:30', 'Today, 09:30'],
  [at(2026, 10, 22, 14, 0), 'Gestern, 14:00', 'Yesterday, 14:00'],
  [at(2026, 10, 22, 0, 0), 'Gestern, 00:00', 'Yesterday, 00:00'],
  [at(2026, 10, 19, 19, 30), 'Donnerstag, 19:30', 'Thursday, 19:30'],
  [at(2026, 10, 3, 19, 30), '3. November', '3 November'],
])('%d', (time, german, english) => {
  expect(whenText(time, now, 'de')).toBe(german)
  expect(whenText(time, now, 'en')).toBe(english)
})
