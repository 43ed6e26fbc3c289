import { expect, test } from 'vitest'
import { eventFrame, positionOf } from './live-frames.ts'

test('a frame holds one event on its lines, whatever a name contains', () => {
  const joined = { participant_id: 'guest-1', display_name: 'a\nid: 1-1\r\n\ndata: {}' }
  const frame = eventFrame({ name: 'participants', data: { num_participants: 1, joined } }, { place: 12, version: 3 })
  const [event, id, data, ...rest] = frame.split('\n')
  expect([event, id, rest]).toEqual(['event: participants', 'id: 12-3', ['', '']])
  expect(JSON.parse(data?.slice('data: '.length) ?? '')).toEqual({ num_participants: 1, joined })
})

test('the id of a frame is the position to go on from', () => {
  expect(positionOf('12-3')).toEqual({ place: 12, version: 3 })
})

test.each([undefined, '', '12', '-3', '12-', '12-3-4', '1.5-2', ' 12-3', '1e3-2', '1-9999999999999999', ['12-3']])(
  '%j is no position',
  (id) => {
    expect(positionOf(id)).toBeUndefined()
  },
)
