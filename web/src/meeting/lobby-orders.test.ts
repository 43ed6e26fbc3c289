import type { ChangedMeeting } from '@runde/contracts/rest'
import { expect, it } from 'vitest'
import { ApiError } from '../api.ts'
import { de } from '../i18n/meeting-de.ts'
import { type LobbyOrdersDeps, lobbyOrders } from './lobby-orders.ts'
import { orderGiver } from './order-giver.ts'
import type { Toast } from './toasts.ts'

const mira = { participant_id: 'guest-m', display_name: 'Mira', waiting_since: '2026-11-27T15:00:00.000Z' }

const meeting: ChangedMeeting = {
  meeting_id: '7kq-mfxr-2rp',
  name: 'Planung',
  status: 'open',
  expires_at: '2026-11-28T15:00:00.000Z',
  locked: false,
  lobby: true,
  passcode_required: true,
  permissions: { microphone: true, camera: true, screen_share: true, chat: true },
}

/** A host's orders to a server that answers this way, with what it was asked and what the host is told. */
const orders = (server: Partial<LobbyOrdersDeps['server']> = {}) => {
  const seen: { asked: unknown[]; told: Toast[]; looks: number; changed: ChangedMeeting[] } = { asked: [], told: [], looks: 0, changed: [] }
  const answer =
    <Answer>(result: Answer) =>
    async (...asked: unknown[]) => {
      seen.asked.push(asked)
      return result
    }
  const made = lobbyOrders({
    server: { admit: answer({ admitted: 1 }), admitAll: answer({ admitted: 3 }), deny: answer({}), change: answer(meeting), ...server },
    ask: orderGiver({ say: (toast) => void seen.told.push(toast) }),
    look: async () => void seen.looks++,
    changed: (after) => void seen.changed.push(after),
  })
  return { ...made, seen }
}
const failing = (code: ApiError['code']) => async () => {
  throw new ApiError(code)
}

it('lets in one, or all, and looks again who waits', async () => {
  const { admit, admitAll, seen } = orders()
  expect([await admit(mira), await admitAll()]).toEqual([true, true])
  expect(seen.told.map(({ text }) => text)).toEqual(['Mira kommt herein.', '3 Personen kommen herein.'])
  expect(seen.looks).toBe(2)
})

it('hands on why somebody is not let in', async () => {
  const { deny, seen } = orders()
  await deny(mira, 'Voll')
  expect(seen.asked).toEqual([['guest-m', 'Voll']])
  expect(seen.told).toEqual([{ text: 'Mira kommt nicht herein.' }])
})

it('says so gently when somebody has gone, and looks again who waits', async () => {
  const { admit, seen } = orders({ admit: failing('participant_not_found') })
  expect(await admit(mira)).toBe(false)
  expect(seen.told).toEqual([{ text: 'Die Person wartet nicht mehr.' }])
  expect(seen.looks).toBe(1)
})

it('offers to try again what may work a moment later', async () => {
  const { admitAll, seen } = orders({ admitAll: failing('unavailable') })
  expect(await admitAll()).toBe(false)
  expect(seen.told).toMatchObject([{ text: de.silent, action: { label: de.tryAgain } }])
  expect(seen.looks).toBe(0)
})

it('changes the lobby and the passcode of the meeting', async () => {
  const { setLobby, setPasscode, seen } = orders()
  await setLobby(true)
  await setPasscode('1234')
  await setPasscode(null)
  expect(seen.asked).toEqual([[{ lobby: true }], [{ passcode: '1234' }], [{ passcode: null }]])
  expect(seen.told).toEqual([{ text: 'Der Warteraum ist an.' }])
  expect(seen.changed).toEqual([meeting, meeting, meeting])
})

it('leaves it to the form to say that a passcode was not taken', async () => {
  const { setPasscode, seen } = orders({ change: failing('invalid') })
  await expect(setPasscode('1234')).rejects.toMatchObject({ code: 'invalid' })
  expect(seen.told).toEqual([])
})
