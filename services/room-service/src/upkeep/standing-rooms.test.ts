import { within } from '@runde/service-kit/deadline'
import { expect, test } from 'vitest'
import type { FoundMeeting } from '../ports/meetings.ts'
import type { LiveRoom } from '../ports/rooms.ts'
import { standingRooms } from './standing-rooms.ts'

const closed = (meeting_id: string, expires_at: number, now: number) => ({ state: { meeting_id, expires_at }, now }) as FoundMeeting
const many = (expires_at: number, now: number) => Array.from({ length: 21 }, (_, n) => closed(`m${n}`, expires_at, now))

/** LiveKit with one room; `asked` is what was asked for. */
const livekit = () => {
  const asked: (string | number)[] = []
  let away = false
  const list = async (names: readonly string[] | 'all') => {
    asked.push(names === 'all' ? names : names.length)
    if (away) throw new Error('away')
    return [{ name: 'm3' } as LiveRoom]
  }
  const setAway = (value: boolean) => {
    away = value
  }
  return { asked, standing: standingRooms({ list }), setAway }
}
const soon = () => within(1_000)

test('a few are asked for by name', async () => {
  const { asked, standing } = livekit()
  expect(await standing([closed('m3', 1_000, 1_000), closed('m4', 1_000, 1_000)], soon())).toEqual(new Set(['m3']))
  await standing([closed('m3', 1_000, 1_000)], soon())
  expect(asked).toEqual([2, 1])
})

test('one look serves all that had closed before it, those that ask meanwhile too', async () => {
  const { asked, standing } = livekit()
  const [first, second] = await Promise.all([standing(many(1_000, 1_010), soon()), standing(many(1_005, 1_020), soon())])
  expect([first, second]).toEqual([new Set(['m3']), new Set(['m3'])])
  await standing(many(1_010, 6_000), soon())
  expect(asked).toEqual(['all'])
})

test.each([
  ['had closed only after the look', many(1_011, 1_020)],
  ['ended before their hour, and nobody knows when', many(9_000, 1_020)],
  ['ask long after it', many(1_000, 6_010)],
  ['ask after the clock was set back', many(900, 1_000)],
])('those that %s are looked for anew', async (_, found) => {
  const { asked, standing } = livekit()
  await standing(many(1_000, 1_010), soon())
  await standing(found, soon())
  expect(asked).toEqual(['all', 'all'])
})

test('a look that failed serves nobody else', async () => {
  const { asked, standing, setAway } = livekit()
  setAway(true)
  await expect(standing(many(1_000, 1_010), soon())).rejects.toThrow('away')
  setAway(false)
  expect(await standing(many(1_000, 1_010), soon())).toEqual(new Set(['m3']))
  expect(asked).toEqual(['all', 'all'])
})
