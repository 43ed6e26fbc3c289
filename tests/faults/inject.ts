import { setTimeout as pause } from 'node:timers/promises'
import type { Replica } from '../support/service-process.ts'
import { now } from './history.ts'
import type { Window } from './measure.ts'
import { ready } from './world.ts'

/** kill -9 and a start like that of a supervisor; resolves when the replica is ready again, with the moment of the kill. */
export const crash = async (replica: Replica, { down = 200 }: { readonly down?: number } = {}): Promise<number> => {
  const at = now()
  await replica.kill()
  await pause(down)
  replica.start()
  await ready(replica)
  return at
}

/** SIGSTOP for so many milliseconds. */
export const standStill = async (replica: Replica, milliseconds: number): Promise<Window> => {
  const from = now()
  replica.pause()
  try {
    await pause(milliseconds)
  } finally {
    replica.resume()
  }
  return { from, to: now() }
}

/** SIGTERM, the end, a start, ready: how an orchestrator replaces one replica. Answers how long the drain took, in milliseconds. */
export const replace = async (replica: Replica): Promise<number> => {
  const start = performance.now()
  await replica.stop()
  const took = performance.now() - start
  replica.start()
  await ready(replica)
  return took
}
