import { describe, expect, it } from 'vitest'
import { type Ending, type EndNotice, isOver, isSoon, minutesLeft, onEnding } from './ending.ts'
import type { LiveEvent } from './live-event.ts'

const end = Date.parse('2026-11-25T15:30:00Z')
const minute = 60_000

const meeting = (at: number, status: 'open' | 'ending' | 'ended' = 'open'): LiveEvent => ({
  name: 'meeting',
  data: {
    meeting_id: '7kq-mfxr-2rp',
    name: 'Planung',
    status,
    expires_at: new Date(at).toISOString(),
    max_participants: 50,
    locked: false,
    lobby: false,
    passcode_required: false,
    encrypted: false,
    permissions: { microphone: true, camera: true, screen_share: true, chat: true },
    num_participants: 2,
  },
})
const soon = (at: number, secondsLeft: number): LiveEvent => ({
  name: 'ending_soon',
  data: { expires_at: new Date(at).toISOString(), seconds_left: secondsLeft },
})

/** What is told by these events, each with the minutes before `end` at which it comes; and what is known afterwards. */
const after = (events: readonly (readonly [LiveEvent, number])[], from: Ending = {}) => {
  const notices: EndNotice[] = []
  let ending = from
  for (const [event, before] of events) {
    const step = onEnding(ending, event, end - before * minute)
    ending = step.ending
    if (step.notice) notices.push(step.notice)
  }
  return { ending, notices }
}

describe('the warnings', () => {
  it('are told when they come, with the minutes that are left', () => {
    const { ending, notices } = after([
      [meeting(end), 60],
      [soon(end, 600), 9.98],
      [soon(end, 120), 1.97],
    ])
    expect(notices).toEqual([
      { what: 'soon', minutes: 10 },
      { what: 'soon', minutes: 2 },
    ])
    expect(isSoon(ending)).toBe(true)
  })

  it('are told once, whatever is played again', () => {
    const once = after([
      [soon(end, 600), 10],
      [soon(end, 120), 2],
    ])
    const again = after(
      [
        [meeting(end), 1.5],
        [soon(end, 600), 1.5],
        [soon(end, 120), 1.5],
      ],
      once.ending,
    )
    expect(again.notices).toEqual([])
    expect(isSoon(again.ending)).toBe(true)
  })

  it('that were missed are told as one, with what is left now', () => {
    const { notices } = after([
      [soon(end, 600), 1.2],
      [soon(end, 120), 1.2],
    ])
    expect(notices).toEqual([{ what: 'soon', minutes: 1 }])
  })

  it('of an end that has been moved since are not told', () => {
    const { ending, notices } = after([
      [meeting(end + 60 * minute), 1],
      [soon(end, 600), 1],
    ])
    expect(notices).toEqual([])
    expect(isSoon(ending)).toBe(false)
  })
})

describe('a later end', () => {
  it('is told to those who were warned, and takes the warning away', () => {
    const { ending, notices } = after([
      [soon(end, 600), 10],
      [meeting(end + 30 * minute), 9],
    ])
    expect(notices.at(-1)).toEqual({ what: 'extended', until: end + 30 * minute })
    expect(isSoon(ending)).toBe(false)
  })

  it('is told once, and its own warning comes in its time', () => {
    const { notices } = after([
      [soon(end, 600), 10],
      [meeting(end + 30 * minute), 9],
      [meeting(end + 30 * minute), 9],
      [soon(end + 30 * minute, 600), -20],
    ])
    expect(notices.map(({ what }) => what)).toEqual(['soon', 'extended', 'soon'])
  })

  it('is no news to those who were not warned', () => {
    const { ending, notices } = after([
      [meeting(end), 60],
      [meeting(end + 30 * minute), 59],
    ])
    expect(notices).toEqual([])
    expect(ending.at).toBe(end + 30 * minute)
  })
})

it('an earlier end takes the warning away without a word: the next one follows', () => {
  const { ending, notices } = after([
    [soon(end, 600), 10],
    [meeting(end - 6 * minute), 9],
    [soon(end - 6 * minute, 120), 8],
  ])
  expect(notices.map(({ what }) => what)).toEqual(['soon', 'soon'])
  expect(ending.at).toBe(end - 6 * minute)
})

it('comings and goings change nothing', () => {
  const known: Ending = { at: end, warning: { of: end, stage: 'first' } }
  expect(onEnding(known, { name: 'participants', data: { num_participants: 3 } }, end)).toEqual({ ending: known })
})

it.each([
  [599, 10],
  [600.5, 10],
  [541, 9],
  [540, 9],
  [1, 1],
  [-5, 1],
])('%d seconds are %i minutes', (seconds, minutes) => expect(minutesLeft(end, end - seconds * 1000)).toBe(minutes))

it('a meeting is over when any event says so', () => {
  expect(isOver({ name: 'ended', data: { reason: 'expired' } })).toBe(true)
  expect(isOver(meeting(end, 'ending'))).toBe(true)
  expect(isOver(meeting(end, 'ended'))).toBe(true)
  expect(isOver(meeting(end))).toBe(false)
  expect(isOver(soon(end, 120))).toBe(false)
})
