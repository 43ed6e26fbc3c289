import { fileURLToPath } from 'node:url'
import { startChild } from '../../support/child.ts'
import { until } from '../../support/wait.ts'
import type { World } from '../world.ts'
import type { PeerOrder, PeerReport, Person } from './peer-order.ts'

export interface Peers extends AsyncDisposable {
  readonly reports: readonly PeerReport[]
  /** Who is in the call, by their own word. */
  readonly inside: () => readonly string[]
  readonly leave: () => Promise<void>
}

const program = fileURLToPath(new URL('peer-process.ts', import.meta.url))

const gatewaysOf = ({ stack }: World) => stack.replicas('gateway').map(({ ports }) => `http://127.0.0.1:${ports.PORT}`)

/** People in calls, in a process of their own, who come back by themselves as the pages do. Resolves when all are in. */
export const startPeers = async (world: World, people: readonly Person[]): Promise<Peers> => {
  const order: PeerOrder = { gateways: gatewaysOf(world), livekitUrl: world.servers.livekitUrl, people }
  const reports: PeerReport[] = []
  const others: string[] = []
  // LiveKit's logger is quiet in production only.
  const env = { PATH: process.env.PATH ?? '', NODE_ENV: 'production' }
  const onLine = (line: string) => {
    if (line.startsWith('{"type"')) reports.push(JSON.parse(line) as PeerReport)
    else others.push(line)
  }
  const child = startChild({ command: process.execPath, args: [program, JSON.stringify(order)], env, onLine })
  const inside = () => {
    const last = new Map(reports.filter(({ type }) => type !== 'heard').map(({ name, type }) => [name, type]))
    return [...last].filter(([, type]) => type === 'in').map(([name]) => name)
  }
  const look = () => {
    const how = child.ended()
    return how
      ? { failure: `the peers ended (${how}): ${others.slice(-10).join('\n')}` }
      : inside().length === people.length && { failure: '' }
  }
  const { failure } = await until(look, { what: `${people.length} peers to be in`, within: 120_000 })
  if (failure) throw new Error(failure)
  const leave = () => child.end('SIGTERM', 10_000)
  return { reports, inside, leave, [Symbol.asyncDispose]: leave }
}
