import { expect, test } from 'vitest'
import { arrivals, sendFailure } from './outgoing.ts'

const yes = { key: 'a', text: 'ja', at: 100_000 }
const again = { key: 'b', text: 'ja', at: 101_000, failure: 'silent' } as const
const no = { key: 'c', text: 'nein', at: 100_000 }
const heard = (id: string, text: string | undefined, at: number) => ({ id, text, at })

test('a message that is heard is the first that says the same', () => {
  expect([...arrivals([yes, again, no], [heard('1-0', 'ja', 100_500)])]).toEqual([['1-0', 'a']])
  expect([...arrivals([yes, again, no], [heard('1-0', 'ja', 100_500), heard('2-0', 'ja', 101_500)])]).toEqual([
    ['1-0', 'a'],
    ['2-0', 'b'],
  ])
})

test.each([
  ['was said long before', heard('1-0', 'ja', 60_000)],
  ['cannot be read', heard('1-0', undefined, 100_500)],
  ['says something else', heard('1-0', 'Ja', 100_500)],
])('one that %s is none of them', (_, message) => expect(arrivals([yes], [message]).size).toBe(0))

test.each([
  ['chat_forbidden', 'closed'],
  ['too_many_requests', 'tooMany'],
  ['sealing_wrong', 'refused'],
  ['network', 'silent'],
  ['unavailable', 'silent'],
] as const)('%s is told as %s', (code, failure) => expect(sendFailure(code)).toBe(failure))
