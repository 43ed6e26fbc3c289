import { expect, test } from 'vitest'
import { clientGroups } from './client-groups.ts'

test.each([
  ['203.0.113.77', '203.0.113.77/32', '203.0.113.0/24'],
  ['::ffff:203.0.113.77', '203.0.113.77/32', '203.0.113.0/24'],
  ['::ffff:cb00:714d', '203.0.113.77/32', '203.0.113.0/24'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64', '2001:db8:1::/48'],
  ['2001:DB8:1:2::', '2001:db8:1:2::/64', '2001:db8:1::/48'],
  ['2001:db8:1:ffff::1', '2001:db8:1:ffff::/64', '2001:db8:1::/48'],
  ['fe80::1%eth0', 'fe80::/64', 'fe80::/48'],
  ['::1', '::/64', '::/48'],
])('%s is counted with %s and %s', (ip, address, network) => expect(clientGroups(ip)).toEqual({ address, network, all: '' }))

test.each(['', 'unknown', '203.0.113', '1', '0x7f.1', '203.0.113.77:4711', '__proto__'])(
  '%j, which a proxy passed on, is one client',
  (ip) => {
    expect(clientGroups(ip)).toEqual({ address: 'unknown', network: 'unknown', all: '' })
  },
)
