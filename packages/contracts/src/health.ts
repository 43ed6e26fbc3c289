import { type Static, Type } from 'typebox'
import { type Rpc, rpc } from './rpc.ts'

export const PartHealth = Type.Union([Type.Literal('ok'), Type.Literal('away')])
export type PartHealth = Static<typeof PartHealth>

/** What one service says of the parts it depends on, by name. */
export const ServiceHealth = Type.Object({ parts: Type.Record(Type.String(), PartHealth) })
export type ServiceHealth = Static<typeof ServiceHealth>

const healthOf = (service: string): Rpc<ReturnType<typeof Type.Object<Record<never, never>>>, typeof ServiceHealth> =>
  rpc(`runde.v1.health.${service}`, Type.Object({}), ServiceHealth)

/** Who the gateway asks for `/health`. */
export const serviceHealth = {
  'room-service': healthOf('room-service'),
  'token-service': healthOf('token-service'),
  webhook: healthOf('webhook'),
} as const
