import { expect, it } from 'vitest'
import type { LiveEvent } from '../live/live-event.ts'
import { lobbyNews } from './lobby-news.ts'

const meeting = (lobby: boolean, status: 'open' | 'ending' = 'open'): LiveEvent => ({
  name: 'meeting',
  data: {
    meeting_id: '7kq-mfxr-2rp',
    name: 'Planung',
    status,
    expires_at: '2026-11-25T15:30:00Z',
    max_participants: 50,
    locked: false,
    lobby,
    passcode_required: false,
    encrypted: false,
    permissions: { microphone: true, camera: true, screen_share: true, chat: true },
    num_participants: 2,
  },
})

it.each<[string, LiveEvent, ReturnType<typeof lobbyNews>]>([
  ['being let in', { name: 'admission', data: { decision: 'admitted' } }, { what: 'open' }],
  ['a meeting without a lobby', meeting(false), { what: 'open' }],
  ['a meeting that still has one', meeting(true), undefined],
  ['no decision yet', { name: 'admission', data: { decision: 'waiting' } }, undefined],
  ['a denial', { name: 'admission', data: { decision: 'denied' } }, { what: 'denied', reason: undefined }],
  [
    'a denial with a reason',
    { name: 'admission', data: { decision: 'denied', reason: 'Team only' } },
    { what: 'denied', reason: 'Team only' },
  ],
  ['the end', { name: 'ended', data: { reason: 'expired' } }, { what: 'over' }],
  ['a meeting that ends', meeting(false, 'ending'), { what: 'over' }],
  ['comings and goings while a host is there', { name: 'participants', data: { num_participants: 3 } }, undefined],
  ['a warning', { name: 'ending_soon', data: { expires_at: '2026-11-25T15:30:00Z', seconds_left: 120 } }, undefined],
])('%s', (_, event, news) => expect(lobbyNews(event, true)).toEqual(news))

it.each<[string, LiveEvent, ReturnType<typeof lobbyNews>]>([
  ['somebody who comes', { name: 'participants', data: { num_participants: 1 } }, { what: 'open' }],
  ['somebody who has come', meeting(true), { what: 'open' }],
  ['the last who goes', { name: 'participants', data: { num_participants: 0 } }, undefined],
])('%s while no host is known to be there', (_, event, news) => expect(lobbyNews(event, false)).toEqual(news))
