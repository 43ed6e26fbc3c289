import { type RedisRights, type RedisUserName, redisRights, redisUserNames } from '../access/redis-users.ts'

export interface RedisUser {
  readonly name: string
  readonly password: string
  readonly rights: RedisRights
}

export interface RedisConfigOptions {
  readonly port: number
  readonly users: readonly RedisUser[]
  /** Existing folder for the append-only file. */
  readonly dataDir: string
  readonly bind?: string
}

/** The users of the services. */
export const redisUsers = (passwords: Readonly<Record<RedisUserName, string>>): readonly RedisUser[] =>
  redisUserNames.map((name) => ({ name, password: passwords[name], rights: redisRights[name] }))

const quoted = (text: string) => JSON.stringify(text)

/** The rights in Redis's own words. */
export const redisUserRights = ({ keys, commands }: RedisRights): string =>
  [...keys.map((key) => `~${key}`), ...commands.map((command) => `+${command}`)].join(' ')

const renderUser = ({ name, password, rights }: RedisUser): string => `user ${name} on >${password} ${redisUserRights(rights)}`

/**
 * Nobody can be this user. But Redis reads its own append-only file as this user, and leaves out, with a line in its log, every
 * transaction that the user may not do: what a script wrote would be gone after a restart.
 */
const nobody = 'user default off resetpass ~* &* +@all'

/** A redis.conf: what was acknowledged survives a crash of the machine, nobody gets in without a password or does what is not theirs. */
export const renderRedisConfig = ({ port, users, dataDir, bind = '127.0.0.1' }: RedisConfigOptions): string => `bind ${bind}
port ${port}
${nobody}
${users.map(renderUser).join('\n')}
dir ${quoted(dataDir)}
appendonly yes
appendfsync always
save ""
maxmemory-policy noeviction
daemonize no
logfile ""
`

export interface RedisUrlOptions extends Pick<RedisConfigOptions, 'port' | 'bind'>, Pick<RedisUser, 'name' | 'password'> {}

export const redisUrl = ({ port, name, password, bind = '127.0.0.1' }: RedisUrlOptions): string =>
  `redis://${name}:${password}@${bind}:${port}`
