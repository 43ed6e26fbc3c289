import type { Collector } from './collector.ts'
import type { Secrets, Told } from './leaks.ts'
import type { Servers } from './servers.ts'
import { serviceNames } from './service-process.ts'
import type { Stack } from './stack.ts'

export interface Installation {
  readonly servers: Servers
  readonly stack: Stack
  readonly collector: Collector
}

/** What each of them says in any case: silence would only mean that nobody listened. */
const marks: Readonly<Record<string, string>> = {
  ...Object.fromEntries(serviceNames.map((name) => [`the log of ${name}`, '"message":"ready"'])),
  ...Object.fromEntries(serviceNames.map((name) => [`the metrics of ${name}`, 'nodejs_eventloop'])),
  'the log of redis': 'Ready to accept connections',
  'the log of nats': 'Server is ready',
  'the log of livekit': 'starting LiveKit server',
  'the traces': 'resourceSpans',
}

/** All that an installation tells whoever runs it: the logs of every program, the metrics of the services and their traces. @throws when one of them was not heard */
export const toldByInstallation = async ({ servers, stack, collector }: Installation): Promise<Told> => {
  const logs = serviceNames.map((name) => [`the log of ${name}`, JSON.stringify(stack.logs(name))])
  const metrics = serviceNames.map(async (name) => {
    const all = stack.replicas(name).map(async ({ internalUrl }) => (await fetch(`${internalUrl}/metrics`)).text())
    return [`the metrics of ${name}`, (await Promise.all(all)).join('\n')]
  })
  const outputs = (['redis', 'nats', 'livekit'] as const).map(async (name) => [`the log of ${name}`, await servers[name].output()])
  const told: Told = Object.fromEntries([...logs, ...(await Promise.all([...metrics, ...outputs])), ['the traces', collector.exported()]])
  const silent = Object.keys(marks).filter((place) => !told[place]?.includes(marks[place] ?? ''))
  if (silent.length > 0) throw new Error(`not heard: ${silent.join(', ')}`)
  return told
}

/** What an installation is made with and no program may tell. */
export const secretsOfInstallation = ({ apiSecret, otherKey, stateSecret, cookieSecret, ...urls }: Servers): Secrets => {
  const passwords = (kind: string, addresses: Readonly<Record<string, string>>) =>
    Object.entries(addresses).map(([user, url]) => [`the ${kind} password of ${user}`, new URL(url).password])
  return {
    LIVEKIT_API_SECRET: apiSecret,
    LIVEKIT_OTHER_API_SECRET: otherKey.secret,
    STATE_SECRET: stateSecret,
    COOKIE_SECRET: cookieSecret,
    ...Object.fromEntries(passwords('Redis', { ...urls.redisUrls, tests: urls.redisUrl })),
    ...Object.fromEntries(passwords('NATS', { ...urls.natsUrls, tests: urls.natsUrl })),
  }
}

/** What of a credential opens something: the part after its id, or a token's signature. */
export const secretPart = (credential: string): string =>
  credential
    .replace(/^host_/, '')
    .split('.')
    .at(-1) ?? ''
