import { expect, it } from 'vitest'
import { knockOf } from './knocks.ts'

const waits = (id: string) => ({ participant_id: id, display_name: id, waiting_since: '2026-11-27T15:00:00.000Z' })
const [mira, jonas] = [waits('Mira'), waits('Jonas')]

it('is of somebody who waits alone', () => {
  expect(knockOf(new Set(), [mira])).toEqual({ numWaiting: 1, person: mira })
  expect(knockOf(new Set(['Jonas']), [mira])).toEqual({ numWaiting: 1, person: mira })
})

it('counts from the second person on, those who were heard before too', () => {
  expect(knockOf(new Set(['Mira']), [mira, jonas])).toEqual({ numWaiting: 2 })
  expect(knockOf(new Set(), [mira, jonas])).toEqual({ numWaiting: 2 })
})

it('is heard once', () => {
  expect(knockOf(new Set(['Mira', 'Jonas']), [mira, jonas])).toBeUndefined()
  expect(knockOf(new Set(['Mira', 'Jonas']), [jonas])).toBeUndefined()
  expect(knockOf(new Set(), [])).toBeUndefined()
})
