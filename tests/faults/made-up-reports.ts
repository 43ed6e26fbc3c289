import { createHash } from 'node:crypto'
import { AccessToken } from 'livekit-server-sdk'
import type { Random } from './random.ts'

export interface Someone {
  readonly meetingId: string
  readonly participantId: string
}

export interface Report {
  readonly body: string
  readonly authorization: string
}

const seconds = () => Math.floor(Date.now() / 1_000)

/** Signed as LiveKit signs its webhooks. */
const signed = async (body: string, key: string, secret: string): Promise<Report> => {
  const token = new AccessToken(key, secret)
  token.sha256 = createHash('sha256').update(body).digest('base64')
  return { body, authorization: await token.toJwt() }
}

/**
 * Reports of people who come and go, and in truth are never there: each has one connection after the other. `turn` counts
 * connections; of each there is a coming and, more often than not, a goodbye.
 */
export const reportsOf = async (
  { meetingId, participantId }: Someone,
  { turn, start, random, key, secret }: { turn: number; start: number; random: Random; key: string; secret: string },
): Promise<Report[]> => {
  const sid = `PA_${participantId.slice(-6)}${turn}`
  const participant = { sid, identity: participantId, joinedAt: `${start + turn}` }
  const tell = (event: string) =>
    signed(
      JSON.stringify({
        event,
        id: `${event}-${sid}`,
        createdAt: `${seconds()}`,
        room: { sid: 'RM_made_up', name: meetingId },
        participant,
      }),
      key,
      secret,
    )
  const coming = await tell('participant_joined')
  return random.chance(0.8) ? [coming, await tell('participant_left')] : [coming]
}
