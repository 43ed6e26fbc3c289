import { expect, test } from 'vitest'
import { judgeMedia } from './judge-media.ts'
import type { Path } from './peers/peer-order.ts'

const addresses = [
  { protocol: 'udp', host: '203.0.113.5', port: 7882 },
  { protocol: 'tcp', host: '203.0.113.5', port: 7881 },
] as const
const path = (protocol: 'udp' | 'tcp', relayed = false): Path => ({ protocol, relayed, host: '203.0.113.5', port: 7882, roundTrip: 2.34 })
const of = (...own: readonly Path[]) => ({ frames: [0, 0], paths: [own, own] })
const nothing = { carried: false, standing: { frames: [], paths: [] }, connected: 0, failure: undefined }

test('a call that was carried is told with its address and its round trip', () => {
  expect(judgeMedia('udp', addresses, { ...nothing, carried: true, connected: 2, standing: of(path('udp')) })).toEqual({
    status: 'ok',
    detail: 'Two people see each other over UDP: 203.0.113.5:7882, 2.3 ms there and back.',
  })
})

test('media that went another way say that UDP is blocked, and which port opens it', () => {
  const finding = judgeMedia('udp', addresses, { ...nothing, connected: 2, standing: of(path('tcp')) })
  expect(finding.detail).toBe('UDP to 203.0.113.5:7882 is blocked between here and LiveKit. Media went by TCP instead.')
  expect(finding.fix).toEqual([expect.stringContaining('Open UDP to 203.0.113.5:7882')])
})

test('where nobody connects, the address may be wrong as well', () => {
  const finding = judgeMedia('tcp', addresses, { ...nothing, failure: 'timed out' })
  expect(finding.detail).toBe('ICE/TCP to 203.0.113.5:7881 is blocked between here and LiveKit (timed out).')
  expect(finding.fix).toEqual([expect.stringContaining('Open TCP to 203.0.113.5:7881'), expect.stringContaining('rtc.node_ip')])
})

test('a connection without pictures is told apart', () => {
  expect(judgeMedia('udp', addresses, { ...nothing, connected: 2, standing: of(path('udp')) }).detail).toMatch(/connects, but no picture/)
})
