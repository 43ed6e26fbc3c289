import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { PeerOrder, PeerReport, Standing } from './peer-order.ts'
import type { Person } from './person.ts'

export interface Conversation {
  readonly carried: boolean
  /** The last that was seen. */
  readonly standing: Standing
  /** How many of them were connected with media. */
  readonly connected: number
  /** What the native client said, if it gave up by itself. */
  readonly failure: string | undefined
}

const program = fileURLToPath(new URL('peer-process.ts', import.meta.url))

/** Milliseconds that two people have for coming together, once their program is loaded; it gives up earlier by itself. */
const patience = 60_000
/** Milliseconds from the last word to the end of a process that means to end. */
const grace = 3_000

const note = (person: Person | undefined, what: 'connectedAt' | 'leftAt') => {
  if (person) person[what] = Date.now()
}

/**
 * Two people in a process of their own, which is killed when its time is over or the signal is aborted: the native client
 * may hang where no JavaScript runs. Notes in `people` when they came and went. Resolves in any case.
 */
export const runPeers = (order: PeerOrder, people: readonly Person[], signal: AbortSignal): Promise<Conversation> =>
  new Promise((resolve) => {
    const env = { PATH: process.env.PATH ?? '', NODE_ENV: 'production' }
    const child = fork(program, { execArgv: [], env, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] })
    const seen = { carried: false, standing: { frames: [], paths: [] } as Standing, connected: 0, failure: undefined as string | undefined }
    let forced: NodeJS.Timeout | undefined
    const kill = () => void child.kill('SIGKILL')
    const killAfter = (ms: number) => {
      clearTimeout(forced)
      forced = setTimeout(kill, ms)
    }
    const take = (report: PeerReport) => {
      switch (report.type) {
        case 'ready':
          child.send(order, () => {})
          return killAfter(patience)
        case 'connected':
          seen.connected += 1
          return note(people[report.person], 'connectedAt')
        case 'left':
          return note(people[report.person], 'leftAt')
        case 'standing':
        case 'carried':
          seen.standing = report.standing
          seen.carried = report.type === 'carried'
          return
        case 'failed':
          seen.failure = report.message
          return killAfter(grace)
        case 'over':
          return killAfter(grace)
      }
    }
    const settle = (failure?: string) => {
      clearTimeout(forced)
      signal.removeEventListener('abort', kill)
      resolve({ ...seen, failure: seen.failure ?? failure })
    }
    signal.addEventListener('abort', kill, { once: true })
    child.on('message', (report) => take(report as PeerReport))
    child.once('error', (error) => settle(error.message))
    child.once('exit', (code, by) => settle(child.killed || code === 0 ? undefined : `the process of the peers ended (${by ?? code})`))
    if (signal.aborted) kill()
  })
