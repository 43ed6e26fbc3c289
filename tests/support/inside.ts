import type { Bus } from '@runde/service-kit/bus'
import { natsBus } from '@runde/service-kit/nats-bus'
import { type ConnectionOptions, connect, type NatsConnection } from 'nats'
import { pino } from 'pino'
import type { Servers } from './servers.ts'

/** A connection to the bus as a service has it, for operations that have no public address. */
export const insideBus = (servers: Pick<Servers, 'natsUrl'>): Promise<Bus> =>
  natsBus({ url: servers.natsUrl, service: 'tests', version: '0.0.0', log: pino({ level: 'silent' }) })

/** A bare client of NATS, as an operator would have it; the URL says whose rights it has. */
export const insideClient = (natsUrl: string, options: ConnectionOptions = {}): Promise<NatsConnection> => {
  const { host, username, password } = new URL(natsUrl)
  return connect({ servers: host, user: username, pass: password, ...options })
}
