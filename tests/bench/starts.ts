import { spawnSync } from 'node:child_process'
import { bundlePrograms } from '../support/bundled-programs.ts'
import { startServers } from '../support/servers.ts'
import { type ServiceName, serviceNames } from '../support/service-process.ts'
import { startStack } from '../support/stack.ts'
import { until } from '../support/wait.ts'
import type { Bench } from './bench.ts'
import { median } from './median.ts'
import { spread, table } from './table.ts'

const rounds = Number(process.env.RUNDE_BENCH_ROUNDS ?? 15)
/** Milliseconds until a service is ready. */
const goal = 300

const timed = async (what: () => unknown): Promise<number> => {
  const start = performance.now()
  await what()
  return performance.now() - start
}

/** `npm run bench -- starts`: how long each service takes from its start until it is ready, beside a Node that does nothing. */
export const starts: Bench = async (report) => {
  await using bundled = await bundlePrograms()
  await using servers = await startServers({ way: 'local' })
  await using stack = await startStack({ servers, programs: bundled.programs })
  const taken = new Map<ServiceName, { ready: number[]; nothing: number[] }>()
  for (const name of serviceNames) {
    const [replica] = stack.replicas(name)
    if (!replica) throw new Error(`there is no ${name}`)
    report(`starting ${name}`)
    const figures = { ready: [] as number[], nothing: [] as number[] }
    const isReady = async () => (await fetch(`${replica.internalUrl}/readyz`)).ok
    for (let round = 0; round < rounds; round += 1) {
      await replica.kill()
      figures.ready.push(
        await timed(async () => {
          replica.start()
          await until(isReady, { what: `${name} to be ready`, every: 2 })
        }),
      )
      figures.nothing.push(await timed(() => spawnSync(process.execPath, ['-e', '0'])))
    }
    taken.set(name, figures)
  }
  const rows = [...taken].map(([name, { ready, nothing }]) => [
    name,
    spread(ready, 0),
    spread(nothing, 0),
    median(ready) <= goal ? 'yes' : 'no',
  ])
  return {
    lines: [
      ...table([['service', 'ms until ready', 'node -e 0', `within ${goal}`], ...rows]),
      `Middle (least-most) of ${rounds} starts, one replica after the other was killed, bundled as in the images.`,
    ],
    data: { goal, taken: Object.fromEntries(taken) },
  }
}
