import { setTimeout as pause } from 'node:timers/promises'
import { acknowledgedMeetings } from '../history.ts'
import { startLoad } from '../load.ts'
import type { Row } from '../row.ts'
import { compare, startWorld } from '../world.ts'

export const redisCrash: Row = {
  number: '4',
  fault: 'Redis kill -9 (append-only file)',
  target: '0 of 10,000 acknowledged meetings lost',
  run: async ({ size, random }) => {
    const [crashes, meetings] = [size({ short: 4, full: 40 }), size({ short: 300, full: 10_000 })]
    await using world = await startWorld()
    const load = startLoad({
      caller: world,
      random,
      rate: size({ short: 40, full: 60 }),
      prefix: 'redis',
      mix: { create: 6, join: 2, exists: 1, info: 1 },
    })
    const made = () => acknowledgedMeetings(world.history.attempts).length
    let crashed = 0
    while (crashed < crashes || made() < meetings) {
      await pause(1_000 + random.integer(2_000))
      await world.servers.redis.stop()
      await pause(random.integer(500))
      await world.servers.redis.start()
      crashed += 1
    }
    await pause(1_000)
    await load.stop()
    return {
      injected: crashed,
      injection: `${crashed} crashes, ${made()} meetings`,
      attempts: world.history.attempts,
      violations: await compare(world),
      checks: [{ what: 'acknowledged meetings', measured: made(), must: 'at least', limit: meetings }],
    }
  },
}
