import type { MintedToken, TokenRequest } from '@runde/contracts/tokens'
import { beginEarlier } from '@runde/service-kit/begin-earlier'
import type { Logger } from '@runde/service-kit/log'
import { AccessToken, TrackSource, type VideoGrant } from 'livekit-server-sdk'

export interface Deps {
  readonly key: string
  readonly secret: string
  /** Seconds. */
  readonly ttl: number
  readonly log: Logger
}

/** One room, the four things that people send, and data; nothing administrative. */
const grant = (room: string): VideoGrant => ({
  roomJoin: true,
  room,
  canPublish: true,
  canSubscribe: true,
  canPublishData: true,
  canPublishSources: [TrackSource.CAMERA, TrackSource.MICROPHONE, TrackSource.SCREEN_SHARE, TrackSource.SCREEN_SHARE_AUDIO],
})

export const mintToken =
  ({ key, secret, ttl, log }: Deps) =>
  async ({ meeting_id, participant_id, display_name, role = 'participant' }: TokenRequest): Promise<MintedToken> => {
    const expires_at = new Date(Date.now() + ttl * 1_000).toISOString()
    // The others see the role by an attribute that only we can write; it opens nothing.
    const token = new AccessToken(key, secret, { identity: participant_id, name: display_name, attributes: { role }, ttl })
    token.addGrant(grant(meeting_id))
    const minted = { token: await beginEarlier(await token.toJwt(), secret), expires_at }
    log.info({ meeting_id, participant_id }, 'generated token')
    return minted
  }
