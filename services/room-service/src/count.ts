import { type Counter, metrics } from '@opentelemetry/api'

/** A counter of this service. To be made when the service starts: what is made before telemetry has started measures nothing, for ever. */
export const counter = (name: string, description: string): Counter => metrics.getMeter('runde').createCounter(name, { description })
