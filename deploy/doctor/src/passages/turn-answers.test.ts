import { expect, test } from 'vitest'
import { readTurnAnswers } from './turn-answers.ts'

const message = (type: number, ...attributes: readonly Buffer[]) => {
  const body = Buffer.concat(attributes)
  const head = Buffer.alloc(20)
  head.writeUInt16BE(type, 0)
  head.writeUInt16BE(body.length, 2)
  return Buffer.concat([head, body])
}
const attribute = (type: number, value: Buffer) => {
  const head = Buffer.alloc(4)
  head.writeUInt16BE(type, 0)
  head.writeUInt16BE(value.length, 2)
  return Buffer.concat([head, value, Buffer.alloc((4 - (value.length % 4)) % 4)])
}
const realm = attribute(0x0014, Buffer.from('livekit'))
const errorCode = (code: number) => attribute(0x0009, Buffer.from([0, 0, Math.floor(code / 100), code % 100]))
const channelData = Buffer.from([0x40, 0, 0, 5, 1, 2, 3, 4, 5, 0, 0, 0])

const read = (bytes: Buffer, pieces = 1) => {
  const reader = readTurnAnswers()
  const size = Math.ceil(bytes.length / pieces)
  for (let at = 0; at < bytes.length; at += size) reader.take(bytes.subarray(at, at + size))
  return reader.answers()
}

test('the demand for a password, then success', () => {
  const bytes = Buffer.concat([message(0x0113, realm, errorCode(401)), channelData, message(0x0103)])
  expect(read(bytes)).toEqual({ allocated: true, allocationError: 401, peerRefused: false })
})

test('however the bytes are cut', () => {
  const bytes = Buffer.concat([message(0x0113, realm, errorCode(486)), channelData, message(0x0118, errorCode(403))])
  for (let pieces = 1; pieces <= bytes.length; pieces += 1)
    expect(read(bytes, pieces)).toEqual({ allocated: false, allocationError: 486, peerRefused: true })
})

test('nothing is known of what was never said', () => {
  expect(read(channelData)).toEqual({ allocated: false, allocationError: undefined, peerRefused: false })
})
