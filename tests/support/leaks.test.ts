import { expect, test } from 'vitest'
import { findLeaks } from './leaks.ts'

const secrets = { 'the passcode': 'Grün & 7 Äpfel?>~', 'the password': '0f'.repeat(16) }
const around = (text: string) => `{"message":"before ${text} after"}`

test.each([
  ['as it is', (secret: string) => secret],
  ['in an address', (secret: string) => `/meeting?passcode=${encodeURIComponent(secret)}&x=1`],
  ['in an address of other people', (secret: string) => encodeURIComponent(secret).replace(/%../g, (hex) => hex.toLowerCase())],
  ['in a form', (secret: string) => new URLSearchParams({ secret }).toString().replaceAll('%7E', '~')],
  ['in base64', (secret: string) => Buffer.from(secret).toString('base64')],
  ['in base64url', (secret: string) => Buffer.from(secret).toString('base64url')],
  ['in base64 after one byte', (secret: string) => Buffer.from(`:${secret} `).toString('base64')],
  ['in base64 after two bytes', (secret: string) => Buffer.from(`u:${secret}@`).toString('base64')],
])('a secret is found %s, in the one place where it stands', (_, written) => {
  for (const [name, secret] of Object.entries(secrets)) {
    const told = { 'the log': around('nothing'), 'the traces': around(written(secret)) }
    expect(findLeaks(told, secrets)).toContain(`${name} in the traces`)
    expect(findLeaks(told, secrets).filter((leak) => !leak.startsWith(name))).toEqual([])
    expect(findLeaks(told, secrets).filter((leak) => !leak.endsWith('in the traces'))).toEqual([])
  }
})

test('what looks like a secret is found, though nobody knows it', () => {
  const told = {
    log: around(
      `Bearer ${['{"alg":"HS256"}', '{"video":{}}', 'a signature'].map((part) => Buffer.from(part).toString('base64url')).join('.')}`,
    ),
    traces: around(`host_${'A'.repeat(32)}`),
    metrics: around(`guest-${'a'.repeat(16)}.${'B'.repeat(32)}`),
  }
  expect(findLeaks(told, {})).toEqual(['a token of LiveKit in log', 'a host key in traces', 'a participant session in metrics'])
})

test('nothing is found where nothing is, and what is too short is not looked for', () => {
  expect(findLeaks({ log: around('guest-aaaaaaaaaaaaaaaa has joined 7kq-mfxr-2rp') }, secrets)).toEqual([])
  expect(() => findLeaks({}, { 'the passcode': '1234' })).toThrow('the passcode has 4 characters')
})
