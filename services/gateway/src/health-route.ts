import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { type PartHealth, serviceHealth } from '@runde/contracts/health'
import { paths } from '@runde/contracts/paths'
import { Health } from '@runde/contracts/rest'
import type { Bus } from '@runde/service-kit/bus'
import { within } from '@runde/service-kit/deadline'

export interface Deps {
  readonly bus: Bus
  readonly version: string
}

/** Milliseconds that a service has to answer. */
const patience = 1_500
/** Milliseconds for which one examination serves everybody who asks: the address is public. */
const freshness = 500

const examine = async ({ bus, version }: Deps): Promise<Health> => {
  const parts: Record<string, PartHealth> = { nats: bus.connected() ? 'ok' : 'away' }
  await Promise.all(
    Object.entries(serviceHealth).map(async ([service, rpc]) => {
      const answered = await bus.request(rpc, {}, within(patience)).catch(() => undefined)
      parts[service] = answered ? 'ok' : 'away'
      Object.assign(parts, answered?.parts)
    }),
  )
  const well = Object.values(parts).every((part) => part === 'ok')
  return { status: well ? 'ok' : 'degraded', version, parts }
}

/** `/health`: 200 only when a call is possible, with what each part says; 503 otherwise. */
export const healthRoute =
  (deps: Deps): FastifyPluginAsyncTypebox =>
  async (app) => {
    let last: { at: number; health: Promise<Health> } | undefined
    const schema = { tags: ['System'], summary: 'Whether a call is possible', response: { 200: Health, 503: Health } }
    app.get(paths.health, { schema, config: { quiet: true } }, async (_request, reply) => {
      if (!last || Date.now() - last.at > freshness) last = { at: Date.now(), health: examine(deps) }
      const health = await last.health
      return reply
        .status(health.status === 'ok' ? 200 : 503)
        .header('cache-control', 'no-store')
        .send(health)
    })
  }
