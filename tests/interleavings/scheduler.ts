import { RundeError } from '@runde/contracts/errors'
import type { Random } from '../faults/random.ts'

/**
 * What happens to one call of a port. `lost`: it never arrives. `unanswered`: it is done, and the caller hears only that it
 * failed. Crashes end the replica before or after the call is done, and the caller hears nothing ever.
 */
export type Fate = 'done' | 'lost' | 'unanswered' | 'crash-before' | 'crash-after'

/** Where a call comes from; ends with its replica. */
export interface Actor {
  /** Such as `r1 admit#4`. */
  readonly name: string
  readonly replica: string
}

export interface PendingCall {
  readonly actor: Actor
  /** Port and method, such as `store.commit`. */
  readonly what: string
  /** What it is about, for the trace. */
  readonly about: string
  readonly effect: () => Promise<unknown>
  readonly resolve: (value: unknown) => void
  readonly reject: (error: unknown) => void
}

export interface TakenStep {
  readonly call: PendingCall
  /** What came of the call where it was done. */
  readonly value?: unknown
  readonly error?: unknown
}

export interface Scheduler {
  /** Waits here until the scheduler lets this call go ahead. */
  readonly step: <T>(actor: Actor, what: string, about: string, effect: () => Promise<T>) => Promise<T>
  readonly pending: () => number
  /** Any of the calls that wait. @throws when none does */
  readonly choose: (random: Random) => PendingCall
  /** Lets one call meet its fate; resolves when whatever follows from it waits at its next call. */
  readonly take: (call: PendingCall, fate: Fate) => Promise<TakenStep>
  /** All calls of a replica that has crashed are forgotten, and never answered. */
  readonly drop: (replica: string) => void
}

/** Runs every promise that can run: what goes on after this waits for a port. */
export const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const away = () => new RundeError('unavailable', 'made to fail')

/** One call at a time goes ahead, whoever waits at the others: an interleaving is the order in which they are taken. */
export const scheduler = (): Scheduler => {
  const pending: PendingCall[] = []

  const attempt = (call: PendingCall): Promise<TakenStep> =>
    call.effect().then(
      (value) => ({ call, value }),
      (error: unknown) => ({ call, error }),
    )
  const answer = ({ call, value, error }: TakenStep) => (error === undefined ? call.resolve(value) : call.reject(error))

  return {
    step: (actor, what, about, effect) =>
      new Promise((resolve, reject) => {
        pending.push({ actor, what, about, effect, resolve: resolve as (value: unknown) => void, reject })
      }),
    pending: () => pending.length,
    choose: (random) => random.pick(pending),
    take: async (call, fate) => {
      pending.splice(pending.indexOf(call), 1)
      const arrives = fate !== 'lost' && fate !== 'crash-before'
      const taken = arrives ? await attempt(call) : { call }
      if (fate === 'done') answer(taken)
      if (fate === 'lost' || fate === 'unanswered') call.reject(away())
      await settled()
      return taken
    },
    drop: (replica) => {
      const rest = pending.filter(({ actor }) => actor.replica !== replica)
      pending.splice(0, pending.length, ...rest)
    },
  }
}
