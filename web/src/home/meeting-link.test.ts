import { describe, expect, test } from 'vitest'
import { destinationOf, meetingIdOf } from './meeting-link.ts'

const here = 'https://runde.example'

describe('a code or link leads to a meeting', () => {
  test.each([
    ['7kq-mfxr-2rp'],
    ['7kqmfxr2rp'],
    ['  7KQ-MFXR-2RP '],
    ['7kq mfxr 2rp'],
    ['7kq–mfxr—2rp'],
    ['https://runde.example/meeting/7kq-mfxr-2rp'],
    ['https://runde.example/meeting/7KQMFXR2RP/?lang=en'],
    ['runde.example/meeting/7kq-mfxr-2rp'],
  ])('%s', (typed) => expect(destinationOf(typed, here)).toEqual({ href: '/meeting/7kq-mfxr-2rp' }))

  test.each(['#key=AAECAwQFBgcICQoLDA0-_w', '#host=host_a&key=AAECAwQFBgcICQoLDA0-_w'])('with its keys: %s', (keys) => {
    expect(destinationOf(`https://runde.example/meeting/7kq-mfxr-2rp${keys}`, here)).toEqual({ href: `/meeting/7kq-mfxr-2rp${keys}` })
    expect(destinationOf(`https://other.example/meeting/7kq-mfxr-2rp${keys}`, here)).toEqual({
      href: `https://other.example/meeting/7kq-mfxr-2rp${keys}`,
    })
  })

  test('of another server', () => {
    expect(destinationOf('https://other.example:8443/meeting/7kq-mfxr-2rp', here)).toEqual({
      href: 'https://other.example:8443/meeting/7kq-mfxr-2rp',
    })
  })
})

describe('what is not one is refused', () => {
  test.each(['', ' ', '7kq', '7kq-mfxr-2r'])('too short: "%s"', (typed) => expect(destinationOf(typed, here)).toEqual({ problem: 'short' }))
  test.each([
    '7kq-mfxr-2rpp',
    '0kq-mfxr-2rp',
    'https://runde.example/',
    'https://runde.example/meeting/7kq',
    'javascript:alert(1)//meeting/7kq-mfxr-2rp',
    'https://runde.example/%E0%A4%A/meeting/7kq-mfxr-2rp',
  ])('wrong: %s', (typed) => expect(destinationOf(typed, here)).toEqual({ problem: 'wrong' }))
})

test('an id is only what has its letters', () => {
  expect(meetingIdOf('7kq-mfxr-2rl')).toBeUndefined()
  expect(meetingIdOf('')).toBeUndefined()
})
