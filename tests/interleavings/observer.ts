import type { Redis } from 'ioredis'
import { checkStep } from './check-step.ts'
import type { Ledger } from './ledger.ts'
import type { LivekitModel } from './livekit-model.ts'
import type { TakenStep } from './scheduler.ts'
import { type Snapshot, takeSnapshots } from './snapshot.ts'
import type { StreamModel } from './stream-model.ts'

export interface Observer {
  /** Redis as it was last looked at. */
  readonly snapshot: () => Snapshot
  /** Asks this of what Redis holds once the step that is being taken is over: somebody has just been told something. */
  readonly expect: (check: (snapshot: Snapshot) => readonly string[]) => void
  /** Looks at Redis after a step that may have changed it, or (without one) after the world has changed it. */
  readonly look: (step?: TakenStep) => Promise<void>
  /** A step is over: whatever was expected of it must be so now. */
  readonly settle: () => void
}

interface Observed {
  readonly redis: Redis
  readonly livekit: LivekitModel
  readonly stream: StreamModel
  readonly ledger: Ledger
  /** Unix milliseconds. */
  readonly now: () => number
}

/** Looks at Redis between the steps, and writes into the ledger what must not be. */
export const observe = ({ redis, livekit, stream, ledger, now }: Observed): Observer => {
  const read = takeSnapshots(redis)
  const expected: ((snapshot: Snapshot) => readonly string[])[] = []
  let snapshot: Snapshot = new Map()
  return {
    snapshot: () => snapshot,
    expect: (check) => void expected.push(check),
    async look(step) {
      const after = await read([...ledger.drawn.keys()])
      ledger.violations.push(...checkStep({ before: snapshot, after, step, ledger, stream, now: now() }))
      snapshot = after
    },
    settle() {
      for (const check of expected.splice(0)) ledger.violations.push(...check(snapshot))
      // What neither Redis nor LiveKit holds any more cannot come back.
      for (const id of ledger.lost.keys()) if (!snapshot.get(id)?.state && !livekit.standing().has(id)) ledger.forgotten.add(id)
    },
  }
}
