import { fc, test } from '@fast-check/vitest'
import { expect } from 'vitest'
import { anyState } from './arbitrary-state.ts'
import { isStale, recoveryRecords } from './recovery-record.ts'

const records = recoveryRecords('s'.repeat(32))

/** The metadata with the bytes of its sealed record changed. */
const alter = (metadata: string, change: (bytes: Buffer) => Buffer): string => {
  const parsed = JSON.parse(metadata) as { record: string }
  const [format = '', sealed = ''] = parsed.record.split('.')
  return JSON.stringify({ ...parsed, record: `${format}.${change(Buffer.from(sealed, 'base64url')).toString('base64url')}` })
}

test.prop([anyState])('a record brings back everything but what LiveKit knows better', (state) => {
  const opened = records.open(state.meeting_id, records.seal(state))
  expect(opened).toEqual({ ...state, status: 'open', room_sid: '', version: expect.any(Number) })
  expect(opened?.version).toBeGreaterThan(state.version)
  expect(opened && isStale(opened, state)).toBe(false)
})

test.prop([anyState, fc.nat(), fc.integer({ min: 1, max: 255 })])('any changed byte opens nothing', (state, at, difference) => {
  const forged = alter(records.seal(state), (bytes) => {
    const index = at % bytes.length
    bytes.writeUInt8(bytes.readUInt8(index) ^ difference, index)
    return bytes
  })
  expect(records.open(state.meeting_id, forged)).toBeUndefined()
})

test.prop([anyState, fc.nat()])('a shortened record opens nothing', (state, at) => {
  const shortened = alter(records.seal(state), (bytes) => bytes.subarray(0, at % bytes.length))
  expect(records.open(state.meeting_id, shortened)).toBeUndefined()
})

test.prop([anyState, fc.string()])('the record of one meeting restores no other', (state, id) => {
  fc.pre(id !== state.meeting_id)
  expect(records.open(id, records.seal(state))).toBeUndefined()
})

test.prop([anyState, fc.string({ minLength: 1 })])('another secret opens nothing', (state, secret) => {
  expect(recoveryRecords(secret.padEnd(32, '.')).open(state.meeting_id, records.seal(state))).toBeUndefined()
})

const garbage = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.json(),
  fc.record({ record: fc.anything() }).map((value) => JSON.stringify(value) ?? ''),
  fc.uint8Array({ maxLength: 200 }).map((bytes) => JSON.stringify({ record: `v1.${Buffer.from(bytes).toString('base64url')}` })),
)

test.prop([garbage])('what others write into the metadata of their rooms opens nothing, and breaks nothing', (metadata) => {
  expect(records.open('7kq-mfxr-2rp', metadata)).toBeUndefined()
})
