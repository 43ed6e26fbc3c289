import { SpanKind } from '@opentelemetry/api'
import { RundeError } from '@runde/contracts/errors'
import { Redis, type RedisOptions } from 'ioredis'
import { type Circuit, circuit } from './circuit.ts'
import { inTime } from './deadline.ts'
import type { Logger } from './log.ts'
import { inSpan } from './span.ts'

/**
 * Milliseconds that one operation may take, unless its user says otherwise. Whatever writes waits for the disk under the
 * append-only file, and everything behind it: disks of clouds were seen to stand still for almost a second.
 */
const usualPatience = 1_500

const options = {
  lazyConnect: true,
  maxRetriesPerRequest: 1,
  // A request must fail fast while Redis is away, not wait in a queue until its caller has gone.
  enableOfflineQueue: false,
  connectTimeout: 2_000,
  keepAlive: 10_000,
  // Every user may send the listed commands alone; Redis would note the refusal of CLIENT SETINFO with every connection.
  disableClientInfo: true,
  // A connection that answers nothing while a command waits is dead, whatever TCP still hopes.
  socketTimeout: 2_000,
  retryStrategy: (attempt: number) => Math.min(100 * attempt, 1_000),
} satisfies RedisOptions

/** Resolves when the first attempt to connect has ended, well or not; reconnects for ever by itself. `patience`: milliseconds for one operation. */
export const connectRedis = async (url: string, log: Logger, patience = usualPatience): Promise<Redis> => {
  const redis = new Redis(url, options)
  const sparing = circuit('redis', log)
  guards.set(redis, (work) => sparing(() => inTime(work(), patience, 'the meeting store')))
  let reported = ''
  redis.on('error', (error: Error) => {
    // The error of a refused login carries the password among its arguments. Every attempt fails the same way: say it once.
    if (error.message !== reported) log.warn({ reason: error.message }, 'Redis is away')
    reported = error.message
  })
  redis.on('ready', () => {
    reported = ''
    log.info('connected to Redis')
  })
  await redis.connect().catch(() => {})
  return redis
}

const guards = new WeakMap<Redis, Circuit>()

/** Mistakes in what was asked, or in what is stored: Redis is there, and asking again would end the same. */
const isMistake = (error: unknown): boolean =>
  error instanceof TypeError ||
  error instanceof SyntaxError ||
  error instanceof RangeError ||
  (error instanceof Error && error.name === 'ReplyError' && /^(ERR|WRONGTYPE) /.test(error.message))

const answered = async <T>(work: () => Promise<T>): Promise<T> => {
  try {
    return await work()
  } catch (cause) {
    if (isMistake(cause) || cause instanceof RundeError) throw cause
    throw new RundeError('unavailable', 'the meeting store does not answer', { cause })
  }
}

/** A connection that somebody else has made, as tests do, waits for every answer for as long as it takes. */
const guarded = <T>(redis: Redis, work: () => Promise<T>): Promise<T> => {
  const guard = guards.get(redis)
  return guard ? guard(() => answered(work)) : answered(work)
}

/**
 * Runs one Redis operation in a span. @throws RundeError `unavailable` when Redis does not answer, at once when it has not for
 * a while.
 */
export const onRedis = <T>(redis: Redis, operation: string, work: () => Promise<T>): Promise<T> =>
  inSpan(`redis ${operation}`, { kind: SpanKind.CLIENT, attributes: { 'db.system.name': 'redis', 'db.operation.name': operation } }, () =>
    guarded(redis, work),
  )

/** A Lua script as a function of its keys and arguments. */
export type Script = (keys: readonly string[], args: readonly (string | number)[]) => Promise<unknown>

/** Registers a script; Redis gets its text once and its hash afterwards. */
export const defineScript = (redis: Redis, name: string, lua: string): Script => {
  redis.defineCommand(name, { lua })
  const command = (redis as unknown as Record<string, (...values: (string | number)[]) => Promise<unknown>>)[name]
  if (!command) throw new Error(`the script ${name} was not registered`)
  return (keys, args) => onRedis(redis, name, () => command.call(redis, keys.length, ...keys, ...args))
}
