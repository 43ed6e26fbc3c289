import type { Permissions } from '@runde/contracts/meetings'
import { asGrants, everything } from '@runde/contracts/permissions'
import { asAttributes } from '@runde/contracts/shown'
import type { MintedToken, TokenRequest } from '@runde/contracts/tokens'
import { beginEarlier } from '@runde/service-kit/begin-earlier'
import type { Logger } from '@runde/service-kit/log'
import { AccessToken, type VideoGrant } from 'livekit-server-sdk'

export interface Deps {
  readonly key: string
  readonly secret: string
  /** Seconds. */
  readonly ttl: number
  readonly log: Logger
}

/** One room, and of what people send what is permitted; nothing administrative. */
const grant = (room: string, permissions: Permissions): VideoGrant => ({
  roomJoin: true,
  room,
  canSubscribe: true,
  ...asGrants(permissions),
})

export const mintToken =
  ({ key, secret, ttl, log }: Deps) =>
  async ({
    meeting_id,
    participant_id,
    display_name,
    role = 'participant',
    permissions = everything,
    hand,
  }: TokenRequest): Promise<MintedToken> => {
    const expires_at = new Date(Date.now() + ttl * 1_000).toISOString()
    const attributes = asAttributes({ role, ...(hand !== undefined && { hand }) })
    const token = new AccessToken(key, secret, { identity: participant_id, name: display_name, attributes, ttl })
    token.addGrant(grant(meeting_id, permissions))
    const minted = { token: await beginEarlier(await token.toJwt(), secret), expires_at }
    log.info({ meeting_id, participant_id }, 'generated token')
    return minted
  }
