import type { Logger } from '@runde/service-kit/log'
import { connectRedis } from '@runde/service-kit/redis'
import type { Counters } from './counters.ts'
import { insuredCounters } from './insured-counters.ts'
import { memoryCounters } from './memory-counters.ts'
import { redisCounters } from './redis-counters.ts'

export interface OpenCountersOptions {
  readonly redisUrl: string | undefined
  /** The same on every replica. */
  readonly secret: string
  readonly log: Logger
  /** Closes what is opened. */
  readonly resources: AsyncDisposableStack
}

export interface OpenedCounters {
  readonly counters: Counters
  /** They fail while Redis is away. */
  readonly strictCounters: Counters
}

/** Milliseconds for one look at the counters of all replicas: a request has more to do than to be counted. */
const patience = 500

/** Resolves when the first attempt to reach Redis has ended, well or not. */
export const openCounters = async ({ redisUrl, secret, log, resources }: OpenCountersOptions): Promise<OpenedCounters> => {
  const own = memoryCounters()
  if (redisUrl === undefined) {
    log.warn('REDIS_URL is not set: this replica counts requests by itself, so that limits grow with the number of replicas')
    return { counters: own, strictCounters: own }
  }
  const redis = await connectRedis(redisUrl, log, patience)
  resources.defer(() => redis.disconnect())
  const shared = redisCounters({ redis, secret })
  return { counters: insuredCounters({ shared, own, log }), strictCounters: shared }
}
