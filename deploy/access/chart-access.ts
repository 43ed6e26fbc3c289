import { natsPermissions } from '../local/nats-config.ts'
import { redisUserRights } from '../local/redis-config.ts'
import { natsRights, natsUserNames } from './nats-users.ts'
import { redisRights, redisUserNames } from './redis-users.ts'

/** The rights of every user as the servers take them: what `helm/runde/files/access.json` holds, for Helm reads no TypeScript. */
export const chartAccess = (): string => {
  const nats = Object.fromEntries(natsUserNames.map((name) => [name, natsPermissions(natsRights[name])]))
  const redis = Object.fromEntries(redisUserNames.map((name) => [name, redisUserRights(redisRights[name])]))
  return `${JSON.stringify({ nats, redis }, null, 2)}\n`
}
