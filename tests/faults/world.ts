import { Redis } from 'ioredis'
import { RoomServiceClient } from 'livekit-server-sdk'
import type { NatsConnection } from 'nats'
import { type Servers, startServers } from '../support/servers.ts'
import { type Replica, type ServiceName, serviceNames } from '../support/service-process.ts'
import { type Stack, type StackOptions, startStack } from '../support/stack.ts'
import { until } from '../support/wait.ts'
import { type Balancer, startBalancer } from './balancer.ts'
import { violationsOf } from './checker.ts'
import { connectToNats, readEndState, waitingEvents } from './end-state.ts'
import { type History, newHistory } from './history.ts'
import type { Violation } from './violations.ts'

export interface World extends AsyncDisposable {
  readonly servers: Servers
  readonly stack: Stack
  readonly balancer: Balancer
  readonly history: History
  readonly redis: Redis
  readonly nats: NatsConnection
  /** LiveKit's own word about its rooms. */
  readonly livekit: RoomServiceClient
  /** Every replica with its service's name. */
  readonly all: readonly { readonly service: ServiceName; readonly replica: Replica }[]
}

/** How the services of a world differ from the usual two of each; asked once the servers run. */
export type Arrangement = (servers: Servers) => Promise<Partial<StackOptions>> | Partial<StackOptions>

const twoOfEach = { gateway: 2, 'room-service': 2, 'token-service': 2, webhook: 2 } as const

export const ready = ({ internalUrl, failure }: Replica): Promise<unknown> =>
  until(
    async () => {
      const why = failure()
      if (why) return { why }
      return (await fetch(`${internalUrl}/readyz`)).ok && { why }
    },
    { what: 'a replica to be ready', within: 60_000, every: 25 },
  ).then(({ why }) => {
    if (why) throw new Error(why)
  })

export const upstreamsOf = (stack: Stack) =>
  stack
    .replicas('gateway')
    .map(({ ports, internalUrl }) => ({ host: '127.0.0.1', port: ports.PORT ?? 0, readyUrl: `${internalUrl}/readyz` }))

const start = async (arrange: Arrangement): Promise<World> => {
  await using opened = new AsyncDisposableStack()
  const servers = opened.use(await startServers())
  const { replicas, ...options } = await arrange(servers)
  const stack = opened.use(await startStack({ servers, ...options, replicas: { ...twoOfEach, ...replicas } }))
  const all = serviceNames.flatMap((service) => stack.replicas(service).map((replica) => ({ service, replica })))
  // What is measured is over by then; draining one after the other would only take time.
  opened.defer(async () => void (await Promise.all(all.map(({ replica }) => replica.kill()))))
  await Promise.all(all.map(({ replica }) => ready(replica)))
  const redis = new Redis(servers.redisUrl)
  redis.on('error', () => {})
  opened.defer(() => redis.disconnect())
  const nats = await connectToNats(servers.natsUrl)
  opened.defer(() => nats.close())
  const balancer = opened.use(startBalancer(upstreamsOf(stack)))
  const livekit = new RoomServiceClient(servers.livekitUrl, servers.apiKey, servers.apiSecret)
  const resources = opened.move()
  return {
    servers,
    stack,
    balancer,
    history: newHistory(),
    redis,
    nats,
    livekit,
    all,
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  }
}

let starting: Promise<unknown> = Promise.resolve()

/** Real servers and two replicas of every service, reached over both gateways. One world starts at a time: that is what costs most. */
export const startWorld = (arrange: Arrangement = () => ({})): Promise<World> => {
  const started = starting.then(() => start(arrange))
  starting = started.catch(() => {})
  return started
}

/** How long the outboxes may take to empty, in milliseconds. */
const outboxPatience = 60_000

/** Waits until nothing is on its way any more, and compares the history with what is there. */
export const compare = async (world: World): Promise<Violation[]> => {
  await world.stack.healthy()
  await until(async () => (await waitingEvents(world.redis)) === 0, { what: 'the outboxes to be empty', within: outboxPatience })
  return violationsOf(world.history.attempts, await readEndState(world))
}

/** What has ended without being told to. */
export const died = ({ all }: Pick<World, 'all'>): string[] => all.flatMap(({ replica }) => replica.failure() ?? [])
