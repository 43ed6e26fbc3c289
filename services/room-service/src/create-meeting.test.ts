import { RundeError } from '@runde/contracts/errors'
import { everything } from '@runde/contracts/permissions'
import { within } from '@runde/service-kit/deadline'
import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { createMeeting } from './create-meeting.ts'
import type { Created, FoundMeeting, MeetingDraft } from './ports/meetings.ts'
import { isHostKey, keyedHostKeys } from './state/host-key.ts'
import { evolve } from './state/meeting-machine.ts'
import type { MeetingState } from './state/meeting-state.ts'
import { passcodeHashes } from './state/passcode.ts'
import { recoveryRecords } from './state/recovery-record.ts'

const log = pino({ level: 'silent' })
const soon = () => within(1_000)
const now = Date.parse('2026-01-15T10:30:00Z')
const secret = 's'.repeat(32)
const records = recoveryRecords(secret)
const derived = { keyedHostKey: keyedHostKeys(secret), hashPasscode: passcodeHashes(secret) }

const stateOf = ({
  meeting_id,
  name,
  max_participants,
  expires_in,
  lobby,
  passcode_hash,
  encrypted,
  host_key_hash,
}: MeetingDraft): MeetingState => ({
  ...{ meeting_id, name, max_participants, status: 'creating', version: 1, room_sid: '', warned: 0 },
  ...{ created_at: now, expires_at: now + expires_in * 1_000, locked: false, lobby, passcode_hash, encrypted, host_keys: [host_key_hash] },
  permissions: everything,
})
const foundOf = (state: MeetingState): FoundMeeting => ({ state, now, connected: 0, watched_until: 0 })

/** A store that remembers one key's first meeting, and a LiveKit that may be away. */
const start = ({ taken = 0, away: isAway = false }: { taken?: number; away?: boolean } = {}) => {
  let away = isAway
  const drafts: MeetingDraft[] = []
  const steps: string[] = []
  const stored = new Map<string, MeetingState>()
  const keys = new Map<string, Extract<Created, { outcome: 'repeated' }>['first']>()
  const meetings = {
    create: async (draft: MeetingDraft): Promise<Created> => {
      drafts.push(draft)
      const first = keys.get(draft.idempotency?.hash ?? '')
      if (first) return { outcome: 'repeated', first }
      if (drafts.length <= taken) return { outcome: 'taken' }
      const state = stateOf(draft)
      stored.set(state.meeting_id, state)
      if (draft.idempotency) keys.set(draft.idempotency.hash, { ...state, fingerprint: draft.idempotency.fingerprint })
      return { outcome: 'created', found: foundOf(state) }
    },
    find: async (id: string) => {
      const state = stored.get(id)
      return state && foundOf(state)
    },
    commit: async ({ state }: FoundMeeting, changes: Parameters<Parameters<typeof createMeeting>[0]['meetings']['commit']>[1]) => {
      const after = changes.reduce(evolve, state)
      steps.push(...changes.map(({ type }) => type))
      stored.set(state.meeting_id, after)
      return after
    },
  }
  const rooms = {
    ensure: async ({ meeting_id }: { meeting_id: string }) => {
      if (away) throw new RundeError('unavailable', 'LiveKit does not answer')
      steps.push(`ensure ${meeting_id}`)
      return { room_sid: 'RM_1' }
    },
    remove: async () => void steps.push('remove'),
  }
  return {
    drafts,
    steps,
    stored,
    comeBack: () => {
      away = false
    },
    create: createMeeting({ meetings, rooms, records, log, ...derived, fitsKey: () => true }),
  }
}

test('a meeting lasts a day, has 50 seats and is named after its id unless told otherwise', async () => {
  const { create } = start()
  const meeting = await create({}, soon())
  expect(meeting).toMatchObject({
    ...{ name: `Meeting ${meeting.meeting_id}`, max_participants: 50, status: 'open' },
    ...{ created_at: '2026-01-15T10:30:00.000Z', expires_at: '2026-01-16T10:30:00.000Z' },
  })
})

test('a passcode is kept as a hash only, and a key that comes with another one is refused', async () => {
  const { create, drafts } = start()
  const wanted = { lobby: true, passcode: 'geheim', idempotency_key: 'k' }
  const { lobby, passcode_required } = await create(wanted, soon())
  expect({ lobby, passcode_required }).toEqual({ lobby: true, passcode_required: true })
  expect(JSON.stringify(drafts)).not.toContain('geheim')
  expect((await create(wanted, soon())).meeting_id).toBe(drafts[0]?.meeting_id)
  await expect(create({ ...wanted, passcode: 'anders' }, soon())).rejects.toMatchObject({ code: 'idempotency_key_reused' })
})

test('the room stands on LiveKit before the caller hears of the meeting', async () => {
  const { create, steps } = start()
  const { meeting_id } = await create({ name: 'Standup' }, soon())
  expect(steps).toEqual([`ensure ${meeting_id}`, 'meeting_opened'])
})

test('a taken id is drawn again', async () => {
  const { create, drafts, stored } = start({ taken: 2 })
  await create({}, soon())
  expect(new Set(drafts.map(({ meeting_id }) => meeting_id)).size).toBe(3)
  expect(stored.size).toBe(1)
})

test('without LiveKit there is no answer but "unavailable", and no meeting is left behind', async () => {
  const { create, steps } = start({ away: true })
  await expect(create({}, soon())).rejects.toMatchObject({ code: 'unavailable' })
  expect(steps).toEqual(['meeting_ending'])
})

describe('with an idempotency key', () => {
  const idempotency_key = 'order-1'

  test('the same request again gets the first answer, and no second meeting', async () => {
    const { create, stored } = start()
    const first = await create({ name: 'Standup', idempotency_key }, soon())
    expect(await create({ name: 'Standup', idempotency_key }, soon())).toEqual(first)
    expect(
      isHostKey(
        [...stored.values()].flatMap(({ host_keys }) => host_keys),
        first.host_key,
      ),
    ).toBe(true)
    expect(stored.size).toBe(1)
  })

  test('another request under the same key is refused', async () => {
    const { create } = start()
    await create({ name: 'Standup', idempotency_key }, soon())
    await expect(create({ name: 'Retro', idempotency_key }, soon())).rejects.toMatchObject({ code: 'idempotency_key_reused' })
  })

  test('whoever asks again while LiveKit is away gets one meeting and one room in the end', async () => {
    const { create, stored, steps, comeBack } = start({ away: true })
    for (let attempt = 0; attempt < 3; attempt++)
      await expect(create({ idempotency_key }, soon())).rejects.toMatchObject({ code: 'unavailable' })
    comeBack()
    const { meeting_id } = await create({ idempotency_key }, soon())
    expect([...stored.keys()]).toEqual([meeting_id])
    expect(steps).toEqual([`ensure ${meeting_id}`, 'meeting_opened'])
  })

  test('the gateway’s own key leaves no meeting behind', async () => {
    const { create, steps } = start({ away: true })
    await expect(create({ idempotency_key, idempotency_keep: 60 }, soon())).rejects.toMatchObject({ code: 'unavailable' })
    expect(steps).toEqual(['meeting_ending'])
  })

  test('a meeting that a crash left unfinished is finished', async () => {
    const { create, stored, steps } = start()
    const { meeting_id } = await create({ idempotency_key }, soon())
    const state = stored.get(meeting_id)
    if (state) stored.set(meeting_id, { ...state, status: 'creating', room_sid: '', version: 1 })
    steps.length = 0
    expect(await create({ idempotency_key }, soon())).toMatchObject({ meeting_id, status: 'open' })
    expect(steps).toEqual([`ensure ${meeting_id}`, 'meeting_opened'])
  })
})
