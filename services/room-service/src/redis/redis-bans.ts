import { onRedis, type Script } from '@runde/service-kit/redis'
import type { Redis } from 'ioredis'
import type { Meetings } from '../ports/meetings.ts'
import { keysOf } from './keys.ts'

interface Deps {
  readonly redis: Redis
  readonly script: (name: string) => Script
}

const ofParticipant = 'p:'

/** Who may not come back. */
export const redisBans = ({ redis, script }: Deps): Pick<Meetings, 'ban' | 'unban' | 'bans' | 'banned'> => {
  const banParticipant = script('ban-participant')
  const unbanParticipant = script('unban-participant')
  return {
    async ban(meetingId, participantId) {
      const { meeting, participants, bans, lobby } = keysOf(meetingId)
      return (await banParticipant([meeting, participants, bans, lobby], [participantId])) === 1
    },
    unban: async (meetingId, participantId) => (await unbanParticipant([keysOf(meetingId).bans], [participantId])) === 1,
    bans: (id) =>
      onRedis(redis, 'read-bans', async () =>
        Object.entries(await redis.hgetall(keysOf(id).bans)).flatMap(([field, ban]) =>
          field.startsWith(ofParticipant)
            ? [{ participant_id: field.slice(ofParticipant.length), display_name: (JSON.parse(ban) as { name: string }).name }]
            : [],
        ),
      ),
    banned: (id, participantIds) =>
      onRedis(redis, 'find-bans', async () => {
        if (participantIds.length === 0) return []
        const found = await redis.hmget(keysOf(id).bans, ...participantIds.map((participantId) => ofParticipant + participantId))
        return participantIds.filter((_, at) => found[at] !== null)
      }),
  }
}
