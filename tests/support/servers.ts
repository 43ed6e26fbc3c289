import type { ServerName } from '@runde/deploy/versions'
import { startInDocker, whyNoDocker } from './docker-server.ts'
import { startLocally } from './local-server.ts'
import { type PlanOptions, planServers, type ServerPlan, type ServerPlans } from './server-plans.ts'
import { until } from './wait.ts'

/** One running program, for tests of outages. */
export interface Server extends AsyncDisposable {
  /** Ends it at once, like a crash; what it had acknowledged stays. */
  readonly stop: () => Promise<void>
  /** Runs it again with the same address and data; resolves when it answers. */
  readonly start: () => Promise<void>
  /** Of its process; `undefined` in a container. */
  readonly pid: () => number | undefined
  /** All that it has written to its output so far. */
  readonly output: () => Promise<string>
}

export interface Servers extends AsyncDisposable, Omit<ServerPlans, 'plans'> {
  /** Which of the two ways runs them. */
  readonly way: 'docker' | 'local'
  readonly redis: Server
  readonly nats: Server
  readonly livekit: Server
}

/** A program that was started and may not answer yet, or never. */
export interface StartedProgram extends Server {
  /** How it ended and what it said last, when it is not running. */
  readonly failure: () => string | undefined | Promise<string | undefined>
}

export interface ServersOptions extends PlanOptions {
  /** Without it: `RUNDE_TEST_SERVERS`, else Docker where it answers. */
  readonly way?: 'docker' | 'local'
}

/** @throws when Docker is asked for and does not answer, or the variable has another value. */
const chooseWay = async (asked: string | undefined): Promise<{ way: 'docker' | 'local'; because: string }> => {
  if (asked === 'local') return { way: 'local', because: 'asked for' }
  if (asked && asked !== 'docker') throw new Error(`RUNDE_TEST_SERVERS is "${asked}"; it must be docker or local`)
  const why = await whyNoDocker()
  if (why === undefined) return { way: 'docker', because: asked ? 'asked for' : 'Docker answers' }
  if (asked) throw new Error(`RUNDE_TEST_SERVERS asks for docker, but ${why}`)
  return { way: 'local', because: why }
}

const startPlan = async (plan: ServerPlan, run: (plan: ServerPlan) => Promise<StartedProgram>): Promise<Server> => {
  const program = await run(plan)
  const answering = async () => {
    const look = async () => {
      const failure = await program.failure()
      return failure ? { failure } : (await plan.ready()) && { failure }
    }
    const { failure } = await until(look, { what: `${plan.name} to answer`, within: 60_000 })
    if (failure) throw new Error(failure)
  }
  await answering()
  return {
    ...program,
    start: async () => {
      await program.start()
      await answering()
    },
  }
}

/** Real Redis, NATS and LiveKit with free ports, fresh secrets and folders of their own. Prints which way runs them. */
export const startServers = async (options: ServersOptions = {}): Promise<Servers> => {
  const { way, because } = await chooseWay(options.way ?? process.env.RUNDE_TEST_SERVERS)
  console.info(`Test servers: ${way === 'docker' ? 'containers (testcontainers)' : 'processes of this machine'}, ${because}.`)
  await using opened = new AsyncDisposableStack()
  const { plans, ...addresses } = await planServers(options)
  const start = way === 'docker' ? startInDocker : startLocally
  const started = await Promise.all(plans.map(async (plan) => [plan.name, opened.use(await startPlan(plan, start))] as const))
  const servers = Object.fromEntries(started) as Record<ServerName, Server>
  const resources = opened.move()
  return {
    ...addresses,
    way,
    redis: servers['redis-server'],
    nats: servers['nats-server'],
    livekit: servers['livekit-server'],
    [Symbol.asyncDispose]: () => resources.disposeAsync(),
  }
}
