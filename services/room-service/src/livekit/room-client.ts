import { beginEarlier } from '@runde/service-kit/begin-earlier'
import { RoomServiceClient } from 'livekit-server-sdk'

/** LiveKit's API, whose tokens are valid too where LiveKit's clock is behind ours. `timeout` in seconds. */
export const roomClient = ({ url, key, secret }: { url: string; key: string; secret: string }, timeout: number): RoomServiceClient => {
  const client = new RoomServiceClient(url.replace(/^ws/, 'http'), key, secret, { requestTimeout: timeout, failover: false })
  const authHeader = client.authHeader.bind(client)
  client.authHeader = async (...grants) => {
    const { Authorization = '' } = await authHeader(...grants)
    return { Authorization: `Bearer ${await beginEarlier(Authorization.replace(/^Bearer /, ''), secret)}` }
  }
  return client
}
