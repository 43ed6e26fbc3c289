import { expect, it } from 'vitest'
import { pauseBefore } from './pause-before.ts'

it('waits as long as the server asked for, spread around it', () => {
  expect(pauseBefore(0, 2000, 0)).toBe(1000)
  expect(pauseBefore(0, 2000, 0.5)).toBe(2000)
  expect(pauseBefore(0, 2000, 1)).toBe(3000)
})

it('grows with every failure and ends at a limit', () => {
  const pauses = Array.from({ length: 12 }, (_, failures) => pauseBefore(failures, 1000, 0.5))
  expect(pauses.slice(0, 5)).toEqual([1000, 2000, 4000, 8000, 16_000])
  expect(pauses.at(-1)).toBe(30_000)
})

it('is never longer than 45 s, whatever a server asks for', () => expect(pauseBefore(3, 86_400_000, 1)).toBe(45_000))
