import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { deadLetters } from '@runde/contracts/dead-letters'
import { livekitEvents } from '@runde/contracts/livekit-events'
import { meetingEvents } from '@runde/contracts/meeting-events'
import { provideServers } from '@runde/deploy/provide'
import { natsBus } from '@runde/service-kit/nats-bus'
import { connect } from 'nats'
import { pino } from 'pino'
import { expect, test } from 'vitest'
import { freePort } from '../../support/ports.ts'
import { until } from '../../support/wait.ts'
import { exampleObjects } from '../chart.ts'
import { environmentOf } from '../container-environment.ts'
import { podsOf } from '../kubernetes-object.ts'

const servers = [0, 1, 2] as const
const streams = [meetingEvents, livekitEvents, deadLetters]

/** The three servers of the example on this machine: everything as the chart says it, but for addresses and folders. */
const startCluster = async () => {
  const { 'nats-server': program } = await provideServers({ names: ['nats-server'] })
  const objects = await exampleObjects('cloud')
  const [container] = podsOf(objects).find(({ part }) => part === 'nats')?.containers ?? []
  const config = objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'runde-nats')?.data?.['nats.conf']
  if (!container || !config) throw new Error('the example has no NATS')
  const given = environmentOf(container, objects)
  const ports = await Promise.all(Array.from({ length: 9 }, freePort))
  const port = (server: number, which: number) => ports[3 * server + which] ?? 0
  const here = (text: string) => text.replace(/@runde-nats-(\d)\.runde-nats:6222/, (_, server) => `@127.0.0.1:${port(Number(server), 1)}`)
  const env = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, here(value)]))
  const folder = await mkdtemp(join(tmpdir(), 'runde-chart-nats-'))
  const children: ChildProcess[] = []
  for (const server of servers) {
    const file = join(folder, `${server}.conf`)
    const addresses = config
      .replace('0.0.0.0:4222', `127.0.0.1:${port(server, 0)}`)
      .replace('0.0.0.0:6222', `127.0.0.1:${port(server, 1)}`)
      .replace('0.0.0.0:8222', `127.0.0.1:${port(server, 2)}`)
    await writeFile(file, addresses.replace('"/data"', JSON.stringify(join(folder, `${server}`))))
    children.push(spawn(program, ['--config', file], { env: { ...env, POD_NAME: `runde-nats-${server}` }, stdio: 'ignore' }))
  }
  return {
    addresses: servers.map((server) => `127.0.0.1:${port(server, 0)}`),
    password: env.RAW_room_service ?? '',
    stop: async (server: number) => {
      children[server]?.kill('SIGKILL')
      await once(children[server] as ChildProcess, 'exit')
    },
    [Symbol.asyncDispose]: async () => {
      for (const child of children) child.kill('SIGKILL')
      await Promise.all(children.map((child) => child.exitCode ?? child.signalCode ?? once(child, 'exit')))
      await rm(folder, { recursive: true, force: true })
    },
  }
}

test('three NATS find each other, and keep every stream three times, so that one may be lost', async () => {
  await using cluster = await startCluster()
  const url = cluster.addresses.map((address, index) => `nats://${index === 0 ? `room-service:${cluster.password}@` : ''}${address}`).join()
  const log = pino({ level: 'silent' })
  await using _bus = await natsBus({ ...{ url, service: 'room-service', version: '0.0.0', log }, keeps: streams, replicas: 3 })
  const login = { user: 'room-service', pass: cluster.password, inboxPrefix: '_INBOX.room-service' }
  const connection = await connect({ servers: [...cluster.addresses], ...login, maxReconnectAttempts: -1 })
  try {
    const copies = async () => {
      const manager = await connection.jetstreamManager()
      const found = await Promise.all(streams.map(({ name }) => manager.streams.info(name)))
      return found.map(({ config, cluster: of }) => [config.num_replicas, of?.leader !== undefined])
    }
    const all = streams.map(() => [3, true])
    const areKept = async () => JSON.stringify(await copies()) === JSON.stringify(all)
    await until(areKept, { what: 'every stream to be kept three times', within: 60_000, every: 500 })
    await cluster.stop(2)
    await until(areKept, { what: 'every stream to have a leader again', within: 60_000, every: 500 })
    expect(await copies()).toEqual(all)
  } finally {
    await connection.close()
  }
})
