import type { Random } from '../faults/random.ts'
import type { Fate } from './scheduler.ts'

/** How often what goes wrong in one seed. Seeds differ, so that every fault is met alone, too. */
export interface FaultProfile {
  /** Of one call of a port. */
  readonly fates: Readonly<Record<Exclude<Fate, 'done'>, number>>
  /** Relative weights of what the world does by itself. */
  readonly moves: Readonly<Record<Move, number>>
}

export type Move =
  | 'operation'
  | 'round'
  | 'deliver'
  | 'connect'
  | 'disconnect'
  | 'lose-webhook'
  | 'lose-room'
  | 'jump'
  | 'lose-meeting'
  | 'freeze'
  | 'thaw'

export const drawProfile = (random: Random): FaultProfile => {
  const stale = random.pick([0, 0, 2])
  const often = (...from: number[]) => random.pick(from)
  return {
    fates: {
      lost: often(0, 0.01, 0.05),
      unanswered: often(0, 0.01, 0.05),
      'crash-before': often(0, 0.01, 0.03),
      'crash-after': often(0, 0.01, 0.03),
    },
    moves: {
      ...{ operation: 30, round: 24, deliver: 14, connect: 14, disconnect: 6 },
      'lose-webhook': often(0, 2, 6),
      'lose-room': often(0, 1, 4),
      jump: often(0, 4, 10),
      'lose-meeting': often(0, 0, 1, 3),
      ...{ freeze: stale, thaw: 2 * stale },
    },
  }
}

/** Any of the names, each as often as its weight says. */
export const weighted = <Name extends string>(random: Random, weights: Readonly<Record<Name, number>>): Name => {
  const entries = Object.entries(weights) as [Name, number][]
  let left = random.next() * entries.reduce((sum, [, weight]) => sum + weight, 0)
  for (const [name, weight] of entries) {
    left -= weight
    if (left < 0) return name
  }
  return random.pick(entries)[0]
}

export const drawFate = (random: Random, { fates }: FaultProfile): Fate => {
  const wrong = fates.lost + fates.unanswered + fates['crash-before'] + fates['crash-after']
  return weighted(random, { ...fates, done: 1 - wrong })
}
