import { expect, test } from 'vitest'
import { overTls, placeOf } from './turn-address.ts'

test.each([
  ['turns:turn.example.org:443?transport=tcp', { host: 'turn.example.org', port: 443 }],
  ['turns:turn.example.org', { host: 'turn.example.org', port: 5349 }],
  ['turns:[2001:db8::5]:443?transport=tcp', { host: '2001:db8::5', port: 443 }],
  ['turns:turn.example.org:443?transport=udp', undefined],
  ['turn:203.0.113.5:3478?transport=udp', undefined],
  ['stun:stun.example.org:3478', undefined],
])('%s', (url, place) => {
  expect(placeOf(url)).toEqual(place)
})

test('the password stays with the server', () => {
  const servers = [
    { urls: ['stun:stun.example.org'], username: '', credential: '' },
    { urls: ['turn:203.0.113.5:3478', 'turns:turn.example.org:443'], username: 'u', credential: 'p' },
  ]
  expect(overTls(servers)).toEqual([{ host: 'turn.example.org', port: 443, username: 'u', credential: 'p' }])
})
