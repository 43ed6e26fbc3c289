import type { Bus } from '@runde/service-kit/bus'
import { natsBus } from '@runde/service-kit/nats-bus'
import { pino } from 'pino'
import type { Servers } from './servers.ts'

/** A connection to the bus as a service has it, for operations that have no public address. */
export const insideBus = (servers: Pick<Servers, 'natsUrl'>): Promise<Bus> =>
  natsBus({ url: servers.natsUrl, service: 'tests', version: '0.0.0', log: pino({ level: 'silent' }) })
