import { RundeError } from '@runde/contracts/errors'
import type { Replica } from './replica.ts'
import type { SeedWorld } from './seed-world.ts'

export interface Work<T> {
  /** Names the kind of work in counts and traces. */
  readonly kind: string
  readonly run: (replica: Replica, task: string) => Promise<T>
  done?(value: T): void
  /** It has failed with this code, or died with its replica: the caller heard nothing. */
  failed?(code: string): void
}

export interface Tasks {
  readonly running: () => number
  /** Begins work on a replica; it goes on whenever the scheduler takes one of its calls. */
  readonly start: <T>(replica: Replica, work: Work<T>) => void
  readonly replicas: () => readonly Replica[]
  /** The replica and everything that it was doing is gone; another one starts. */
  readonly crash: (replica: string) => void
}

interface Running {
  readonly replica: string
  readonly died: () => void
}

const codeOf = (error: unknown): string => (error instanceof RundeError ? error.code : 'internal')

/** What the replicas of a seed are doing. */
export const startTasks = (world: SeedWorld, replicaCount: number): Tasks => {
  const { ledger, scheduler, trace } = world
  const running = new Set<Running>()
  let serial = 0
  let started = 0
  const another = () => world.startReplica(`r${++started}`)
  const replicas = Array.from({ length: replicaCount }, another)

  const fail = (kind: string, name: string, error: unknown) => {
    // Whatever is not one of our errors is a defect, wherever the crash or the loss was.
    if (!(error instanceof RundeError)) ledger.violations.push(`${name} threw ${error instanceof Error ? error.stack : error}`)
    world.count(`${kind}: ${codeOf(error)}`)
    trace.note(`${name} failed: ${codeOf(error)}`)
  }

  return {
    running: () => running.size,
    replicas: () => replicas,
    start(replica, { kind, run, done, failed }) {
      const task = `${kind}#${++serial}`
      const name = `${replica.replica} ${task}`
      const entry = { replica: replica.replica, died: () => failed?.('died') }
      running.add(entry)
      world.count(kind)
      void run(replica, task).then(
        (value) => {
          running.delete(entry)
          trace.note(`${name} done`)
          done?.(value)
        },
        (error: unknown) => {
          running.delete(entry)
          fail(kind, name, error)
          failed?.(codeOf(error))
        },
      )
    },
    crash(name) {
      scheduler.drop(name)
      const at = replicas.findIndex(({ replica }) => replica === name)
      replicas[at] = another()
      const gone = [...running].filter(({ replica }) => replica === name)
      for (const entry of gone) running.delete(entry)
      for (const { died } of gone) died()
    },
  }
}
