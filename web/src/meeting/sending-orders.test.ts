import type { Permissions } from '@runde/contracts/meetings'
import { everything } from '@runde/contracts/permissions'
import type { ChangedMeeting } from '@runde/contracts/rest'
import { expect, it } from 'vitest'
import { ApiError } from '../api.ts'
import { de } from '../i18n/meeting-de.ts'
import { orderGiver } from './order-giver.ts'
import { type SendingOrdersDeps, sendingOrders } from './sending-orders.ts'
import type { Toast } from './toasts.ts'

const jonas = { identity: 'guest-j', name: 'Jonas' }
const silenced = { ...everything, microphone: false }

const meeting = (permissions: Permissions): ChangedMeeting => ({
  meeting_id: '7kq-mfxr-2rp',
  name: 'Planung',
  status: 'open',
  expires_at: '2026-11-28T15:00:00.000Z',
  locked: false,
  lobby: false,
  passcode_required: false,
  permissions,
})

/** A host's orders in a meeting, to a server whose answer is that this holds afterwards, with what it was asked and what the host is told. */
const orders = (others: Permissions, after: Permissions, server: Partial<SendingOrdersDeps['server']> = {}) => {
  const seen: { asked: unknown[]; told: Toast[]; changed: ChangedMeeting[] } = { asked: [], told: [], changed: [] }
  const answer =
    <Answer>(result: Answer) =>
    async (...asked: unknown[]) => {
      seen.asked.push(asked)
      return result
    }
  const made = sendingOrders({
    server: {
      mute: answer({ muted: 2 }),
      permit: answer({ permissions: after }),
      ask: answer({}),
      change: answer(meeting(after)),
      ...server,
    },
    ask: orderGiver({ say: (toast) => void seen.told.push(toast) }),
    permissions: () => others,
    changed: (now) => void seen.changed.push(now),
  })
  return { ...made, seen }
}
const texts = (told: readonly Toast[]) => told.map(({ text }) => text)

it('takes and gives what one person may send', async () => {
  const taking = orders(everything, silenced)
  expect(await taking.permit(jonas, 'microphone', false)).toBe(true)
  expect(taking.seen.asked).toEqual([['guest-j', { microphone: false }]])
  expect(texts(taking.seen.told)).toEqual(['Jonas darf das Mikrofon nicht mehr einschalten.'])

  const giving = orders(silenced, everything)
  await giving.permit(jonas, 'microphone', true)
  expect(giving.seen.asked).toEqual([['guest-j', { microphone: true }]])
  expect(texts(giving.seen.told)).toEqual(['Jonas darf das Mikrofon einschalten.'])
})

it('makes no exception where the wish is what holds for the others', async () => {
  const { permit, seen } = orders(everything, everything)
  await permit(jonas, 'camera', true)
  expect(seen.asked).toEqual([['guest-j', { camera: null }]])
})

it('makes one after all where something else holds for the others than was known', async () => {
  const asked: unknown[] = []
  const { permit, seen } = orders(everything, silenced, {
    permit: async (_, wish) => {
      asked.push(wish)
      return { permissions: wish.microphone ? everything : silenced }
    },
  })
  await permit(jonas, 'microphone', true)
  expect(asked).toEqual([{ microphone: null }, { microphone: true }])
  expect(texts(seen.told)).toEqual(['Jonas darf das Mikrofon einschalten.'])
})

it('tells what holds, whatever was asked for', async () => {
  const { permit, seen } = orders(everything, silenced)
  await permit(jonas, 'microphone', true)
  expect(texts(seen.told)).toEqual(['Jonas darf das Mikrofon nicht mehr einschalten.'])
})

it('takes and gives what everybody may send', async () => {
  const { permitAll, seen } = orders(everything, silenced)
  await permitAll('microphone', false)
  await permitAll('screen_share', true)
  expect(seen.asked).toEqual([[{ permissions: { microphone: false } }], [{ permissions: { screen_share: true } }]])
  expect(texts(seen.told)).toEqual(['Personen dürfen das Mikrofon nicht mehr einschalten.', 'Personen dürfen den Bildschirm teilen.'])
  expect(seen.changed).toEqual([meeting(silenced), meeting(silenced)])
})

it('mutes one person or everybody', async () => {
  const { mute, muteAll, seen } = orders(everything, everything)
  await mute(jonas, 'camera')
  await muteAll()
  expect(seen.asked).toEqual([['camera', 'guest-j'], ['microphone']])
  expect(texts(seen.told)).toEqual(['Die Kamera von Jonas ist aus.', '2 Personen sind jetzt stumm.'])
})

it('asks a person, and says when they have gone', async () => {
  const { askToTurnOn, seen } = orders(everything, everything)
  expect(await askToTurnOn(jonas, 'microphone')).toBe(true)
  expect(seen.asked).toEqual([['guest-j', 'microphone']])
  expect(texts(seen.told)).toEqual(['Jonas ist gefragt.'])

  const late = orders(everything, everything, {
    ask: async () => {
      throw new ApiError('participant_not_found')
    },
  })
  expect(await late.askToTurnOn(jonas, 'camera')).toBe(false)
  expect(texts(late.seen.told)).toEqual([de.personGone])
})
