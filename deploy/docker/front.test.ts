import { expect, test } from 'vitest'
import { readSettings } from './front.ts'

const domain = 'meet.example.org'
const read = (env: Record<string, string>) => readSettings({ DOMAIN: domain, MEDIA_ADDRESS: domain, ...env })

test('a laptop has no front, and media on itself', () => {
  expect(readSettings({})).toEqual({ media: '127.0.0.1' })
  expect(readSettings({ MEDIA_ADDRESS: '192.168.1.20' })).toEqual({ media: '192.168.1.20' })
})

test('a domain is enough', () => {
  expect(read({ TURN_DOMAIN: '', ACME_EMAIL: '', ACME_SERVER: '' })).toEqual({
    media: domain,
    front: { domain, turnDomain: 'turn.meet.example.org' },
  })
})

test('everything can be said', () => {
  const env = { TURN_DOMAIN: 'turn.example.org', ACME_EMAIL: 'ops@example.org', ACME_SERVER: 'https://ca.example.org/dir' }
  expect(read({ ...env, MEDIA_ADDRESS: '203.0.113.5' })).toEqual({
    media: '203.0.113.5',
    front: { domain, turnDomain: 'turn.example.org', acmeEmail: 'ops@example.org', acmeServer: 'https://ca.example.org/dir' },
  })
})

test.each([
  ['an address for a domain', { DOMAIN: 'https://meet.example.org' }, '"https://meet.example.org" is no domain name'],
  ['a port', { DOMAIN: 'meet.example.org:443' }, 'is no domain name'],
  ['capital letters', { DOMAIN: 'Meet.example.org' }, 'in small letters'],
  ['a number for a domain', { DOMAIN: '203.0.113.5' }, 'is no domain name'],
  ['what would be a rule of its own', { DOMAIN: 'a.example.org`) || Host(`b.example.org' }, 'is no domain name'],
  ['one name for both', { TURN_DOMAIN: domain }, 'RUNDE_TURN_DOMAIN must be another name'],
  ['an e-mail address without a host', { ACME_EMAIL: 'ops' }, 'RUNDE_ACME_EMAIL is no e-mail address'],
  ['an authority that is no address', { ACME_SERVER: 'staging' }, 'RUNDE_ACME_SERVER is no address'],
  ['an IPv6 address for media', { MEDIA_ADDRESS: '2001:db8::5' }, 'RUNDE_MEDIA_ADDRESS is no IPv4 address'],
])('%s is refused', (_, env, said) => expect(() => read(env)).toThrow(said))

test('everything that is wrong is said at once', () => {
  expect(() => read({ DOMAIN: 'meet', ACME_EMAIL: 'ops', ACME_SERVER: 'x' })).toThrow(/"meet" is no.*\n.*ACME_SERVER.*\n.*ACME_EMAIL/)
})
