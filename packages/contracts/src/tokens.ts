import { type Static, Type } from 'typebox'
import { Permissions, Role } from './meetings.ts'
import { rpc } from './rpc.ts'

export const TokenRequest = Type.Object({
  meeting_id: Type.String(),
  participant_id: Type.String(),
  display_name: Type.String(),
  role: Type.Optional(Role),
  /** All of them if nothing is said. */
  permissions: Type.Optional(Permissions),
  /** Unix milliseconds, if their hand is up. */
  hand: Type.Optional(Type.Integer()),
})
export type TokenRequest = Static<typeof TokenRequest>

/** A LiveKit access token (JWT): one room, one identity, nothing administrative, minutes long. */
export const MintedToken = Type.Object({ token: Type.String(), expires_at: Type.String({ format: 'date-time' }) })
export type MintedToken = Static<typeof MintedToken>

export const mintToken = rpc('runde.v1.tokens.mint', TokenRequest, MintedToken)
