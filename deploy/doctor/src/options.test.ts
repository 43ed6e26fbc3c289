import { expect, test } from 'vitest'
import { readOptions, UsageError } from './options.ts'

test('only the origin of the address counts', () => {
  expect(readOptions(['--url', 'https://meet.example.org/meeting/abc?x=1'])).toMatchObject({
    url: new URL('https://meet.example.org'),
    json: false,
    insecure: false,
    ca: undefined,
    skip: new Set(),
  })
})

test('checks can be left out, one at a time', () => {
  expect(readOptions(['--url', 'http://localhost:8000', '--skip', 'turn', '--skip', 'tcp'])?.skip).toEqual(new Set(['turn', 'tcp']))
})

test('help needs nothing else', () => {
  expect(readOptions(['--help'])).toBeUndefined()
})

test.each([
  [[], /--url is missing/],
  [['--url', 'ftp://meet.example.org'], /begins with https/],
  [['--url', 'https://a.example', '--skip', 'dns'], /--skip takes .*udp, tcp, turn.*not "dns"/],
  [['--url', 'https://a.example', 'more'], /Unexpected argument/],
  [['--url', 'https://a.example', '--nothing'], /Unknown option/],
])('%j is refused', (args, sentence) => {
  expect(() => readOptions(args)).toThrow(UsageError)
  expect(() => readOptions(args)).toThrow(sentence)
})
