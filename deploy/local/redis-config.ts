export interface RedisConfigOptions {
  readonly port: number
  readonly password: string
  /** Existing folder for the append-only file. */
  readonly dataDir: string
  readonly bind?: string
}

const quoted = (text: string) => JSON.stringify(text)

/** A redis.conf: what was acknowledged survives a crash of the machine, nobody gets in without the password. */
export const renderRedisConfig = ({ port, password, dataDir, bind = '127.0.0.1' }: RedisConfigOptions): string => `bind ${bind}
port ${port}
requirepass ${quoted(password)}
dir ${quoted(dataDir)}
appendonly yes
appendfsync always
save ""
maxmemory-policy noeviction
daemonize no
logfile ""
`

export const redisUrl = ({ port, password, bind = '127.0.0.1' }: Pick<RedisConfigOptions, 'port' | 'password' | 'bind'>): string =>
  `redis://:${password}@${bind}:${port}`
