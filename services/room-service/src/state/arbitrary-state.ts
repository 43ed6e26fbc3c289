import { fc } from '@fast-check/vitest'
import { everything } from '@runde/contracts/permissions'
import type { MeetingCommand } from './meeting-machine.ts'
import type { MeetingState } from './meeting-state.ts'

const hour = 3_600_000
/** Some moment of the properties' time, Unix milliseconds. */
export const epoch = Date.UTC(2030, 0, 1)

const moment = fc.integer({ min: epoch, max: epoch + hour })

const eachPermission = { microphone: fc.boolean(), camera: fc.boolean(), screen_share: fc.boolean(), chat: fc.boolean() }
export const anyPermissions = fc.record(eachPermission)
export const somePermissions = fc.record(eachPermission, { requiredKeys: [] })

/** Any state that a meeting can be in, between an hour before and after the moments of `anyNow`. */
export const anyState: fc.Arbitrary<MeetingState> = fc.record({
  meeting_id: fc.constant('7kq-mfxr-2rp'),
  status: fc.constantFrom('creating', 'open', 'ending', 'ended'),
  version: fc.integer({ min: 1, max: 10_000 }),
  name: fc.string({ unit: 'binary' }),
  max_participants: fc.integer({ min: 2, max: 50 }),
  created_at: fc.integer({ min: epoch - hour, max: epoch }),
  expires_at: moment,
  room_sid: fc.constantFrom('', 'RM_1', 'RM_2'),
  warned: fc.constantFrom(0, 1, 2),
  locked: fc.boolean(),
  lobby: fc.boolean(),
  encrypted: fc.boolean(),
  passcode_hash: fc.constantFrom('', 'hash', 'other'),
  permissions: anyPermissions,
  host_keys: fc.array(fc.string({ unit: fc.constantFrom('a', 'B', '7', '-', '_'), minLength: 1 }), { maxLength: 3 }),
})

export const anyNow = moment

/** Commands as room-service gives them at a moment: an end is never moved into the past. */
export const anyCommand = (now: number): fc.Arbitrary<MeetingCommand> =>
  fc.oneof(
    fc.record({ type: fc.constant('open' as const), room_sid: fc.constantFrom('RM_1', 'RM_2') }),
    fc.record({ type: fc.constant('extend' as const), expires_at: fc.integer({ min: now + 60_000, max: now + hour }) }),
    fc.record({
      type: fc.constant('change' as const),
      settings: fc.record(
        {
          name: fc.constantFrom('', 'Jour fixe'),
          locked: fc.boolean(),
          lobby: fc.boolean(),
          passcode_hash: fc.constantFrom('', 'hash'),
          grant_key: fc.constantFrom('aB7-', 'B7_a.k3'),
          revoke_key: fc.constantFrom('aB7-', 'B7_a', 'a'),
          permissions: somePermissions,
        },
        { requiredKeys: [] },
      ),
    }),
    fc.constant({ type: 'warn' } as const),
    fc.record({ type: fc.constant('end' as const), reason: fc.constantFrom('expired', 'ended', 'abandoned') }),
    fc.constant({ type: 'finish' } as const),
  )

/** A new meeting. */
export const fresh: MeetingState = {
  ...{ meeting_id: '7kq-mfxr-2rp', status: 'creating', version: 1, name: '', max_participants: 50, room_sid: '', warned: 0 },
  ...{ locked: false, lobby: false, passcode_hash: '', encrypted: false, permissions: everything, host_keys: [] },
  ...{ created_at: epoch, expires_at: epoch + hour },
}
