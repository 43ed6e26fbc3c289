import { createHash } from 'node:crypto'
import { chatLimits, chatRate } from '@runde/contracts/chat'
import { onRedis, type Script } from '@runde/service-kit/redis'
import type { Redis } from 'ioredis'
import type { Meetings, SentOutcome, StoredMessage } from '../ports/meetings.ts'
import { keysOf } from './keys.ts'

interface Deps {
  readonly redis: Redis
  readonly script: (name: string) => Script
  readonly onOutbox: (shard: number) => void
}

type Entry = [id: string, fields: string[]]

/** The latest messages among which a repeated key is recognised: whoever hears no answer asks again within seconds. */
const lookedBack = 100

const readEntry = ([id, [, participant_id = '', , display_name = '', , , , sealed, , body = '']]: Entry): StoredMessage => ({
  id,
  participant_id,
  display_name,
  sealed: sealed === '1',
  body,
})

/** The key is a secret of its sender. */
const hashOf = (key: string) => createHash('sha256').update(key).digest('base64url').slice(0, 22)

/** What people say in a meeting; it goes with its end. */
export const redisChat = ({ redis, script, onOutbox }: Deps): Pick<Meetings, 'sendMessage' | 'messages' | 'message'> => {
  const sendMessage = script('send-message')
  return {
    async sendMessage(meetingId, { participant_id, display_name, key, sealed, body }) {
      const { meeting, chat, outbox, shard } = keysOf(meetingId)
      const said = [meetingId, participant_id, display_name, hashOf(key), sealed ? 1 : 0, body]
      const reply = await sendMessage([meeting, chat, outbox], [...said, chatLimits.kept, lookedBack, chatRate.most, chatRate.window])
      const [outcome, idOrWait, name = ''] = reply as [SentOutcome['outcome'], string | number, string?]
      if (outcome === 'too_many') return { outcome, wait: Number(idOrWait) }
      if (outcome !== 'sent') return { outcome }
      onOutbox(shard)
      return { outcome, message: { id: String(idOrWait), participant_id, display_name: name, sealed, body } }
    },
    messages: (id, limit, after) =>
      onRedis(redis, 'read-messages', async () => {
        const entries = await redis.xrange(keysOf(id).chat, after === undefined ? '-' : `(${after}`, '+', 'COUNT', limit)
        return (entries as Entry[]).map(readEntry)
      }),
    message: (id, messageId) =>
      onRedis(redis, 'find-message', async () => {
        const [entry] = (await redis.xrange(keysOf(id).chat, messageId, messageId)) as Entry[]
        return entry && readEntry(entry)
      }),
  }
}
