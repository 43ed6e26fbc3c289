import { expect, test } from 'vitest'
import { mediaAddressOf, whereOf } from './signalled.ts'

test.each([
  ['candidate:2878742611 1 udp 2130706431 203.0.113.5 7882 typ host ufrag x', { protocol: 'udp', host: '203.0.113.5', port: 7882 }],
  ['candidate:375738803 1 TCP 1671430143 2001:db8::5 7881 typ host tcptype passive', { protocol: 'tcp', host: '2001:db8::5', port: 7881 }],
  ['candidate:1 1 udp 1 0b1e2f.local 7882 typ host', undefined],
  ['candidate:1 1 udp 1 203.0.113.5 40000 typ relay', undefined],
  ['', undefined],
])('%j', (line, address) => {
  expect(mediaAddressOf(line)).toEqual(address)
})

test('IPv6 stands in brackets', () => {
  expect(whereOf({ host: '2001:db8::5', port: 7882 })).toBe('[2001:db8::5]:7882')
})
