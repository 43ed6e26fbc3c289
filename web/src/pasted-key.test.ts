import { expect, test } from 'vitest'
import { pastedKey } from './pasted-key.ts'

const id = '7kq-mfxr-2rp'
const key = 'AAECAwQFBgcICQoLDA0-_w'

test.each([
  key,
  `  ${key}\n`,
  `https://runde.example/meeting/${id}#key=${key}`,
  `runde.example/meeting/7KQMFXR2RP/?lang=en#key=${key}`,
  `https://runde.example/meeting/${id}#host=host_a&key=${key}`,
  `https://runde.example/meeting/${id}#key=${key}&host=host_a`,
])('the key is found in "%s"', (pasted) => expect(pastedKey(pasted, id)).toEqual({ key }))

test.each(['', id, `https://runde.example/meeting/${id}`, `https://runde.example/meeting/${id}#key=AAECAwQF`, `${key}!`])(
  'there is none in "%s"',
  (pasted) => expect(pastedKey(pasted, id)).toEqual({ problem: 'none' }),
)

test('the key of another meeting is of no use', () =>
  expect(pastedKey(`https://runde.example/meeting/7kq-mfxr-2rq#key=${key}`, id)).toEqual({ problem: 'other' }))
