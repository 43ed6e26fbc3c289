import { expect, test } from 'vitest'
import { livekitKeys } from './livekit-keys.ts'

const first = { LIVEKIT_API_KEY: 'runde', LIVEKIT_API_SECRET: 's'.repeat(32) }
const none = { LIVEKIT_OTHER_API_KEY: undefined, LIVEKIT_OTHER_API_SECRET: undefined }

test('there is one key, or two while they are being exchanged', () => {
  expect(livekitKeys({ ...first, ...none })).toEqual([{ key: 'runde', secret: 's'.repeat(32) }])
  const two = livekitKeys({ ...first, LIVEKIT_OTHER_API_KEY: 'runde-2', LIVEKIT_OTHER_API_SECRET: 't'.repeat(32) })
  expect(two.map(({ key }) => key)).toEqual(['runde', 'runde-2'])
})

test.each([
  { ...first, ...none, LIVEKIT_OTHER_API_KEY: 'runde-2' },
  { ...first, ...none, LIVEKIT_OTHER_API_SECRET: 't'.repeat(32) },
])('half of a second key is refused', (settings) => {
  expect(() => livekitKeys(settings)).toThrow('belong together')
})
