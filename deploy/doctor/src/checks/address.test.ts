import { expect, test } from 'vitest'
import { judgeAddresses } from './address.ts'

const announce = (host: string) => [
  { protocol: 'udp' as const, host, port: 7882 },
  { protocol: 'tcp' as const, host, port: 7881 },
]
const error = (code: string) => Object.assign(new Error(code), { code })
const tried = (host: string, code?: string) => [{ host, port: 7881, error: code ? error(code) : undefined }]
const outside = ['198.51.100.7']

test('an address that answers is well', () => {
  const finding = judgeAddresses({ addresses: announce('203.0.113.5'), tried: tried('203.0.113.5'), elsewhere: [], hostAddresses: outside })
  expect(finding).toEqual({ status: 'ok', detail: 'LiveKit names UDP 203.0.113.5:7882 and TCP 203.0.113.5:7881; TCP answers there.' })
})

test('a private address of a public installation is wrong, or answers from inside only', () => {
  const addresses = announce('10.0.0.5')
  const asked = { addresses, elsewhere: [], hostAddresses: outside }
  expect(judgeAddresses({ ...asked, tried: tried('10.0.0.5', 'ETIMEDOUT') })).toMatchObject({
    status: 'failed',
    fix: [expect.stringContaining('rtc.node_ip')],
  })
  expect(judgeAddresses({ ...asked, tried: tried('10.0.0.5') }).status).toBe('warning')
})

test('where LiveKit answers at the address of the page, that is told', () => {
  const finding = judgeAddresses({
    addresses: announce('203.0.113.5'),
    tried: tried('203.0.113.5', 'ETIMEDOUT'),
    elsewhere: tried('198.51.100.7'),
    hostAddresses: outside,
  })
  expect(finding.status).toBe('failed')
  expect(finding.detail).toContain('LiveKit answers at 198.51.100.7:7881')
})

test('an address that no network leads to is wrong', () => {
  const finding = judgeAddresses({
    addresses: announce('203.0.113.5'),
    tried: tried('203.0.113.5', 'EHOSTUNREACH'),
    elsewhere: tried('198.51.100.7', 'ECONNREFUSED'),
    hostAddresses: outside,
  })
  expect(finding.status).toBe('failed')
})

test('a TCP port that is closed alone proves nothing of the address', () => {
  const finding = judgeAddresses({
    addresses: announce('203.0.113.5'),
    tried: tried('203.0.113.5', 'ETIMEDOUT'),
    elsewhere: tried('198.51.100.7', 'ETIMEDOUT'),
    hostAddresses: outside,
  })
  expect(finding).toMatchObject({ status: 'ok', detail: expect.stringContaining('TCP does not answer there') })
})

test('no address at all is a failure', () => {
  expect(judgeAddresses({ addresses: [], tried: [], elsewhere: [], hostAddresses: outside }).status).toBe('failed')
})
