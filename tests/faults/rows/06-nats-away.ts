import { setTimeout as pause } from 'node:timers/promises'
import { until } from '../../support/wait.ts'
import { countEvents, waitingEvents } from '../end-state.ts'
import { createBrief } from '../endings.ts'
import { now } from '../history.ts'
import { startLoad } from '../load.ts'
import { quantile } from '../measure.ts'
import { perform } from '../operations.ts'
import { type Row, type Run, timeCheck } from '../row.ts'
import { compare, died, startWorld, type World } from '../world.ts'

/** Seconds; the shortest there is. */
const lifetime = 60

/** Stops NATS for so long, and answers how many milliseconds after its return a meeting was created. */
const outage = async (world: World, milliseconds: number): Promise<number> => {
  await world.servers.nats.stop()
  await pause(milliseconds)
  await world.servers.nats.start()
  const back = now()
  const create = async () => {
    const { outcome } = await perform(world, { kind: 'create', name: `probe-${now()}`, key: `probe-${now()}` }, { retries: 0 })
    return outcome.type === 'acknowledged'
  }
  await until(create, { what: 'a meeting to be created', within: 60_000 })
  return now() - back
}

const underLoad = async ({ size, random, say }: Run, world: World) => {
  const [restarts, expiring, long] = [size({ short: 3, full: 20 }), size({ short: 40, full: 500 }), size({ short: 14_000, full: 90_000 })]
  const load = startLoad({ caller: world, random, rate: 30, prefix: 'nats' })
  const recovered: number[] = []
  for (let index = 0; index < restarts; index += 1) {
    await pause(1_000 + random.integer(2_000))
    recovered.push(await outage(world, random.integer(1_500)))
  }
  // Their end comes while NATS is away: its events can only wait.
  const started = now()
  await createBrief(world, 'expiring', { count: expiring, together: 8, lifetime })
  await pause(Math.max(0, started + lifetime * 1_000 - now() - 2_000))
  recovered.push(await outage(world, long))
  say(`${await waitingEvents(world.redis)} events wait in the outboxes just after the return`)
  await load.stop()
  return { restarts, expiring, long, recovered }
}

export const natsAway: Row = {
  number: '6',
  fault: 'NATS restarts and an outage of 90 s',
  target: '0 events lost; connected within 5 s of its return',
  mostlyWaits: true,
  run: async (run) => {
    await using world = await startWorld()
    const { restarts, expiring, long, recovered } = await underLoad(run, world)
    const ended = () => countEvents(world.nats, 'meeting_ended')
    await until(async () => (await ended()) >= expiring, { what: `${expiring} ends on the stream`, within: 60_000 }).catch((error: Error) =>
      run.say(error.message),
    )
    return {
      injected: restarts + 1,
      injection: `${restarts} restarts, away for ${long / 1_000} s while ${expiring} meetings expired`,
      attempts: world.history.attempts,
      violations: await compare(world),
      checks: [
        { what: 'ends of meetings on the stream', measured: await ended(), must: 'at least', limit: expiring },
        { what: 'services that ended', measured: died(world).length, must: 'at most', limit: 0 },
        timeCheck(run, 'ms from the return to the next meeting, at most', quantile(recovered, 1), 5_000),
      ],
      figures: { recovered_ms: recovered.map(Math.round) },
    }
  },
}
