import type { Joined, Waiting } from '@runde/contracts/rest'
import { afterEach, beforeEach, expect, it, onTestFinished, vi } from 'vitest'
import { ApiError } from '../api.ts'
import type { JoinFailure } from '../meeting/deps.ts'
import { startKnocking } from './knocking.ts'

const place = (host_present = true): Waiting => ({
  participant_id: 'guest-1',
  participant_token: 'place',
  waiting_since: '2026-11-25T15:30:00Z',
  host_present,
  retry_after: 15,
})
const seat: Joined = {
  token: 'jwt',
  meeting_id: '7kq-mfxr-2rp',
  livekit_url: 'wss://example.com',
  participant_id: 'guest-1',
  participant_token: 'place',
  role: 'participant',
  encrypted: false,
  permissions: { microphone: true, camera: true, screen_share: true, chat: true },
  expires_at: '2026-11-25T15:30:00Z',
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

type Answer = Joined | Waiting | Error | Promise<Joined | Waiting>

/** Somebody who knocks at a server that answers these, the last one again and again. */
const knock = (...answers: readonly [Answer, ...Answer[]]) => {
  const heard: (Waiting | Joined | JoinFailure)[] = []
  const away: boolean[] = []
  let knocks = 0
  const knocking = startKnocking({
    after: 15,
    async ask() {
      const answer = answers[Math.min(knocks++, answers.length - 1)]
      if (answer instanceof Error) throw answer
      return answer ?? place()
    },
    onWaiting: (confirmed) => heard.push(confirmed),
    onAdmitted: async (joined) => void heard.push(joined),
    onRefused: (failure) => heard.push(failure),
    onAway: (is) => away.push(is),
  })
  onTestFinished(() => knocking[Symbol.dispose]())
  return { heard, away, knocking, knocks: () => knocks }
}

const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000)

it('knocks as often as the server wants, and tells what it answers', async () => {
  const { heard, knocks } = knock(place(false), place(true))
  await pass(14)
  expect(knocks()).toBe(0)
  await pass(1)
  expect(heard).toEqual([place(false)])
  await pass(15)
  expect(heard).toEqual([place(false), place(true)])
})

it('knocks at once when something has changed, and then in time again', async () => {
  const { knocking, knocks } = knock(place())
  knocking.now()
  await pass(0)
  expect(knocks()).toBe(1)
  await pass(14)
  expect(knocks()).toBe(1)
  await pass(1)
  expect(knocks()).toBe(2)
})

it('knocks once more when something changes while it knocks: the answer may be older than that', async () => {
  let answer = (_: Waiting) => {}
  const { knocking, knocks, heard } = knock(new Promise<Waiting>((resolve) => (answer = resolve)), seat)
  await pass(15)
  knocking.now()
  knocking.now()
  expect(knocks()).toBe(1)
  answer(place())
  await pass(0)
  expect(heard).toEqual([place(), seat])
})

it('knocks again when being let in has led to nothing', async () => {
  const { knocks } = knock(seat)
  await pass(15)
  expect(knocks()).toBe(1)
  await pass(2)
  expect(knocks()).toBe(2)
})

it.each(['admission_denied', 'banned', 'meeting_ended', 'meeting_full', 'passcode_required', 'lobby_full'] as const)(
  'stops at %s',
  async (code) => {
    const { heard, knocks } = knock(new ApiError(code))
    await pass(300)
    expect(heard).toEqual([{ code }])
    expect(knocks()).toBe(1)
  },
)

it.each(['network', 'unavailable', 'internal', 'too_many_requests'] as const)('goes on after %s', async (code) => {
  const { heard, knocks } = knock(new ApiError(code), seat)
  await pass(15 + 2)
  expect(heard).toEqual([seat])
  expect(knocks()).toBe(2)
})

it('does not ask sooner than the server wants', async () => {
  const { knocks } = knock(new ApiError('unavailable', { retryAfter: 20 }))
  await pass(15 + 19)
  expect(knocks()).toBe(1)
  await pass(1)
  expect(knocks()).toBe(2)
})

it('says that the server is away after half a minute, and that it is back', async () => {
  const gone = new ApiError('network')
  const { away } = knock(gone, gone, gone, gone, gone, place())
  await pass(15 + 2 + 4 + 8)
  expect(away).toEqual([false, false, false, false])
  await pass(16)
  expect(away.at(-1)).toBe(true)
  await pass(30)
  expect(away.at(-1)).toBe(false)
})

it('says nothing more once it is disposed', async () => {
  let answer = (_: Waiting) => {}
  const { knocking, heard, knocks } = knock(new Promise<Waiting>((resolve) => (answer = resolve)))
  await pass(15)
  knocking[Symbol.dispose]()
  answer(place())
  knocking.now()
  await pass(60)
  expect(heard).toEqual([])
  expect(knocks()).toBe(1)
})
