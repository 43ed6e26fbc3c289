import type { AdmissionOutcome } from '@runde/contracts/meetings'
import type { Replica } from './replica.ts'
import type { SeedWorld } from './seed-world.ts'
import type { Work } from './tasks.ts'

/** Somebody new wants to come in: a seat that nobody holds is theirs, one more than all is refused, and where there is a lobby they wait. */
const visit = (world: SeedWorld, meeting_id: string): Work<unknown> => {
  const { ledger, livekit, snapshot } = world
  const lobby = snapshot().get(meeting_id)?.state?.lobby === true
  const seats = snapshot().get(meeting_id)?.state?.max_participants ?? 0
  const inside = livekit.standing().get(meeting_id)?.people.size ?? 0
  const wrong = (how: string) =>
    void ledger.violations.push(`${meeting_id}: at rest, with ${inside} inside and ${seats} seats, a visitor ${how}`)
  return {
    kind: 'visit',
    run: (replica: Replica, task) => replica.admit(task, { meeting_id, display_name: 'visitor', idempotency_key: 'visitor' }),
    done: (outcome) => {
      const { waiting } = outcome as AdmissionOutcome
      if (lobby !== (waiting !== undefined)) wrong(lobby ? 'does not wait' : 'waits')
      if (!waiting && inside >= seats) wrong('gets in')
    },
    failed: (code) => {
      if (lobby || code !== 'meeting_full' || inside < seats) wrong(`is refused: ${code}`)
    },
  }
}

/** A visit to every meeting that goes on, once everything is at rest. */
export const visits = (world: SeedWorld): readonly Work<unknown>[] =>
  [...world.snapshot()].flatMap(([id, { state }]) => (state?.status === 'open' ? [visit(world, id)] : []))
