import { deadLetters } from '@runde/contracts/dead-letters'
import { serviceHealth } from '@runde/contracts/health'
import { livekitEvents } from '@runde/contracts/livekit-events'
import { meetingEvents } from '@runde/contracts/meeting-events'
import type { Stream } from '@runde/contracts/stream'
import { mintToken } from '@runde/contracts/tokens'

/** What one user may do on the bus; what is not named is refused. */
export interface NatsRights {
  readonly publish: readonly string[]
  readonly subscribe: readonly string[]
  /** Whether it may answer: each request that reached it, once, and nothing else. */
  readonly answer: boolean
}

const meetings = 'runde.v1.meetings.*'
const healthOf = (service: keyof typeof serviceHealth): string => serviceHealth[service].subject

/** Where a service is answered; its connection awaits answers there and nowhere else (`inboxPrefix` in service-kit). */
const inboxOf = (service: string): string => `_INBOX.${service}.>`

/** The questions of the services API of NATS, such as `nats micro ls`. */
const discovery = (service: string): string[] =>
  ['PING', 'INFO', 'STATS'].flatMap((verb) => [`$SRV.${verb}`, `$SRV.${verb}.${service}`, `$SRV.${verb}.${service}.*`])

const finding = ({ name }: Stream): string[] => ['$JS.API.INFO', `$JS.API.STREAM.INFO.${name}`, `$JS.API.STREAM.CREATE.${name}`]

/**
 * Whoever may change a stream can have its messages copied to any subject, whatever they may publish themselves: room-service
 * keeps them all. Nobody deletes one or what is in it.
 */
const keeping = (stream: Stream): string[] => [...finding(stream), `$JS.API.STREAM.UPDATE.${stream.name}`]

/** `Bus.history` */
const lookingUp = (stream: Stream): string[] => [...finding(stream), `$JS.API.DIRECT.GET.${stream.name}`]

/** `Bus.follow`, by a reader that has no name of its own. */
const following = (stream: Stream): string[] => [
  ...finding(stream),
  `$JS.API.CONSUMER.CREATE.${stream.name}`,
  ...['INFO', 'MSG.NEXT'].map((operation) => `$JS.API.CONSUMER.${operation}.${stream.name}.*`),
]

/** `Bus.consume` */
const consuming = (stream: Stream, durable: string): string[] => [
  ...finding(stream),
  ...['CREATE', 'INFO', 'MSG.NEXT'].map((operation) => `$JS.API.CONSUMER.${operation}.${stream.name}.${durable}`),
  `$JS.ACK.${stream.name}.${durable}.>`,
]

/** Who may do what on the bus. The launcher, compose and the tests make their servers' settings of it. */
export const natsRights = {
  gateway: {
    publish: [
      meetings,
      mintToken.subject,
      ...Object.values(serviceHealth).map(({ subject }) => subject),
      ...following(meetingEvents),
      ...lookingUp(meetingEvents),
    ],
    subscribe: [inboxOf('gateway')],
    answer: false,
  },
  'room-service': {
    publish: [
      meetingEvents.subjects,
      deadLetters.subjects,
      ...[meetingEvents, livekitEvents, deadLetters].flatMap(keeping),
      ...consuming(livekitEvents, 'room-service'),
      ...lookingUp(deadLetters),
    ],
    subscribe: [meetings, healthOf('room-service'), ...discovery('room-service'), inboxOf('room-service')],
    answer: true,
  },
  'token-service': {
    publish: [],
    subscribe: [mintToken.subject, healthOf('token-service'), ...discovery('token-service'), inboxOf('token-service')],
    answer: true,
  },
  webhook: {
    publish: [livekitEvents.subjects],
    subscribe: [healthOf('webhook'), ...discovery('webhook'), inboxOf('webhook')],
    answer: true,
  },
} as const satisfies Record<string, NatsRights>

export type NatsUserName = keyof typeof natsRights
export const natsUserNames = Object.keys(natsRights) as NatsUserName[]
