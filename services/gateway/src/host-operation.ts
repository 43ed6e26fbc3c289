import type { ErrorCode } from '@runde/contracts/errors'
import { type TSchema, Type } from 'typebox'
import { bearerOf } from './bearer-token.ts'
import { problems } from './problem-answers.ts'

/** Milliseconds for one operation, from the request to its answer. */
export const patience = 5_000

export const id = Type.String({ description: 'the meeting id, `xxx-xxxx-xxx`' })
export const pid = Type.String({ description: 'of the participant, `guest-...`', maxLength: 64 })
export const ofMeeting = Type.Object({ id })
export const ofPerson = Type.Object({ id, pid })
export const headers = Type.Object({
  authorization: Type.Optional(
    Type.String({ description: '`Bearer <host_key>`, from the answer to create; or `Bearer <participant_token>` of a host or co-host' }),
  ),
})
const security = [{ hostKey: [] }]

/** What every one of these operations is; the refusals come on top of those that all of them share. */
export const operation = <Answer extends TSchema>(summary: string, answer: Answer, ...refusals: ErrorCode[]) => ({
  ...{ tags: ['Hosts'], summary, security, headers },
  response: {
    200: answer,
    ...problems('invalid', 'host_key_missing', 'not_host', 'meeting_not_found', ...refusals, 'unavailable'),
  } as { 200: Answer },
})
export const bodyRefusals = ['too_large', 'unsupported_media_type'] as const

export const asked = ({ id: meeting_id }: { id: string }, { authorization }: { authorization?: string }) => {
  const credential = bearerOf(authorization, 'host_key')
  return { meeting_id, ...(credential !== undefined && { credential }) }
}
