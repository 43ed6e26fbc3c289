import { paths } from '@runde/contracts/paths'
import { expect } from 'vitest'
import type { Site } from './site.ts'

/** Expects the proxy to lead to pages and API, and of LiveKit to signalling alone. */
export const expectLeading = async ({ baseUrl, client }: Site): Promise<void> => {
  const statusOf = async (path: string) => (await fetch(baseUrl + path)).status
  expect((await client.health()).body).toMatchObject({ status: 'ok', parts: { nats: 'ok', redis: 'ok', livekit: 'ok' } })
  expect(await statusOf(paths.home)).toBe(200)
  // LiveKit wants a token; its API is not there.
  expect(await statusOf(`${paths.signalling}/validate`)).toBe(401)
  expect(await statusOf('/twirp/livekit.RoomService/ListRooms')).toBe(404)
}
