import { setTimeout as pause } from 'node:timers/promises'
import { startBalancer } from '../balancer.ts'
import { startLoad } from '../load.ts'
import type { Row } from '../row.ts'
import { startTcpProxy, type TcpProxy } from '../tcp-proxy.ts'
import { compare, startWorld, upstreamsOf } from '../world.ts'

/** Share of answers that never reach the caller. */
const share = 0.4

export const lostReplies: Row = {
  number: '7',
  fault: 'reply lost after the work was done',
  target: '10,000 retries, 0 extra meetings',
  run: async ({ size, random, say }) => {
    const [retries, cutsOnBus] = [size({ short: 400, full: 10_000 }), size({ short: 6, full: 60 })]
    await using proxies = new AsyncDisposableStack()
    let armed = false
    let bus: TcpProxy | undefined
    await using world = await startWorld(async (servers) => {
      const nats = new URL(servers.natsUrls.gateway)
      const decide = () => {
        const cut = armed
        armed = false
        return cut ? 'cut' : 'pass'
      }
      bus = proxies.use(await startTcpProxy({ target: { host: nats.hostname, port: Number(nats.port) }, decide }))
      nats.port = `${bus.port}`
      return { env: { gateway: { NATS_URL: `${nats}` } } }
    })
    const lossy = []
    for (const upstream of upstreamsOf(world.stack)) {
      const proxy = await startTcpProxy({ target: upstream, decide: () => (random.chance(share) ? 'cut' : 'pass') })
      lossy.push({ ...upstream, port: proxies.use(proxy).port })
    }
    using balancer = startBalancer(lossy, { goOn: false })
    const caller = { balancer, history: world.history }
    // Every retry is told the first answer, so a lost one is worth many attempts.
    const persistence = { retries: 20, pause: 20 }
    const load = startLoad({
      caller,
      random,
      rate: size({ short: 25, full: 40 }),
      prefix: 'reply',
      mix: { create: 3, join: 1, exists: 0, info: 0 },
      persistence,
    })
    const retried = () => world.history.attempts.filter(({ attempt }) => attempt > 0).length
    for (let cut = 0; cut < cutsOnBus || retried() < retries; cut += 1) {
      await pause(2_000)
      armed = true
      if (cut % 30 === 29) say(`${retried()} retries`)
    }
    await load.stop()
    return {
      injected: retried(),
      injection: `${retried()} retries after lost replies, ${bus?.cuts()} replies cut on the bus`,
      attempts: world.history.attempts,
      violations: await compare(world),
      checks: [{ what: 'retries', measured: retried(), must: 'at least', limit: retries }],
    }
  },
}
