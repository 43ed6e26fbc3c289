import { beginEarlier } from '@runde/service-kit/begin-earlier'
import { RoomServiceClient } from 'livekit-server-sdk'

/**
 * Milliseconds for which the header of a call about no room in particular serves others too; its token is valid for ten minutes.
 * By the wall clock, as the token itself: when that is set, another one is signed.
 */
const servesFor = 60_000

/** LiveKit's API, whose tokens are valid too where LiveKit's clock is behind ours. `timeout` in seconds. */
export const roomClient = ({ url, key, secret }: { url: string; key: string; secret: string }, timeout: number): RoomServiceClient => {
  const client = new RoomServiceClient(url.replace(/^ws/, 'http'), key, secret, { requestTimeout: timeout, failover: false })
  const authHeader = client.authHeader.bind(client)
  type Grants = Parameters<typeof authHeader>
  const signed = async (grants: Grants) => {
    const { Authorization = '' } = await authHeader(...grants)
    return { Authorization: `Bearer ${await beginEarlier(Authorization.replace(/^Bearer /, ''), secret)}` }
  }
  const known = new Map<string, { readonly signedAt: number; readonly header: ReturnType<typeof signed> }>()
  client.authHeader = (...grants) => {
    const [video] = grants
    if (video?.room !== undefined) return signed(grants)
    const kind = JSON.stringify(grants)
    const latest = known.get(kind)
    if (latest && Math.abs(Date.now() - latest.signedAt) < servesFor) return latest.header
    const header = signed(grants)
    known.set(kind, { signedAt: Date.now(), header })
    return header
  }
  return client
}
