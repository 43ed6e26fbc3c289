import { expect, test } from 'vitest'
import { findMediaAddress } from './media-address.ts'

const none = () => Promise.reject(new Error('queryA ENOTFOUND meet.example.org'))

test('an address is taken as it is', async () => expect(await findMediaAddress('203.0.113.5', none)).toBe('203.0.113.5'))

test('of a name its address is taken', async () => {
  expect(await findMediaAddress('meet.example.org', async () => ['203.0.113.5'])).toBe('203.0.113.5')
})

test('a name without an address, or with several, is refused with what to do', async () => {
  await expect(findMediaAddress('meet.example.org', none)).rejects.toThrow(
    /meet\.example\.org has no IPv4 address \(.*ENOTFOUND.*DNS record.*RUNDE_MEDIA_ADDRESS/,
  )
  await expect(findMediaAddress('meet.example.org', async () => ['203.0.113.5', '203.0.113.6'])).rejects.toThrow(
    /203\.0\.113\.5, 203\.0\.113\.6\. Set RUNDE_MEDIA_ADDRESS/,
  )
})
