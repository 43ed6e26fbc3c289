/** What one user may do in Redis; what is not named is refused, inside scripts too. */
export interface RedisRights {
  /** Patterns of keys. */
  readonly keys: readonly string[]
  /** `@` before a name: all of that category. */
  readonly commands: readonly string[]
}

/** The client asks by INFO whether Redis has loaded its data. */
const connecting = ['info', 'ping']
const scripts = ['eval', 'evalsha']

/** Who may do what in Redis. The launcher, compose and the tests make their servers' settings of it. */
export const redisRights = {
  'room-service': {
    keys: ['{s*}:*', 'replicas'],
    commands: [
      ...connecting,
      ...scripts,
      'time',
      ...['exists', 'get', 'set', 'del', 'pexpireat', 'pexpiretime'],
      ...['hget', 'hgetall', 'hmget', 'hset', 'hsetnx', 'hdel', 'hincrby'],
      ...['zadd', 'zcard', 'zcount', 'zrangebyscore', 'zrem', 'zremrangebyscore', 'zscore'],
      ...['xadd', 'xdel', 'xrange', 'xrevrange'],
    ],
  },
  /** Counts requests, and sees nothing of meetings. */
  gateway: {
    keys: ['limits:*'],
    commands: [...connecting, ...scripts, 'get', 'set', 'incr', 'pttl'],
  },
  /** Asks in compose whether Redis answers. */
  healthcheck: { keys: [], commands: ['ping'] },
  /** Reads all of it, as a replica would, and counts the meetings; changes nothing. */
  backup: { keys: [], commands: ['replconf', 'sync', 'psync', 'scan'] },
} as const satisfies Record<string, RedisRights>

export type RedisUserName = keyof typeof redisRights
export const redisUserNames = Object.keys(redisRights) as RedisUserName[]
