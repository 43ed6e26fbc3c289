import { expect, it } from 'vitest'
import { askedFor } from './asked.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const packet = (told: unknown, more = {}) => ({
  payload: bytes(JSON.stringify(told)),
  topic: 'runde.ask',
  sender: undefined,
  ...more,
})

it.each(['microphone', 'camera'])('hears that the server asks for the %s', (source) => expect(askedFor(packet({ source }))).toBe(source))

it('takes an empty name for the server as well', () => {
  expect(askedFor(packet({ source: 'camera' }, { sender: '' }))).toBe('camera')
})

it.each([
  ['another person', packet({ source: 'microphone' }, { sender: 'guest-eve' })],
  ['another topic', packet({ source: 'microphone' }, { topic: 'runde.chat' })],
  ['no topic', packet({ source: 'microphone' }, { topic: undefined })],
  ['another source', packet({ source: 'screen_share' })],
  ['no source', packet({})],
  ['no object', packet(null)],
  ['a word', packet('microphone')],
  ['what is no JSON', { ...packet({}), payload: bytes('{"source":') }],
  ['what is no text', { ...packet({}), payload: Uint8Array.of(0xff, 0xfe, 0) }],
])('does not believe %s', (_, told) => expect(askedFor(told)).toBeUndefined())
