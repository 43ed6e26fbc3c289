/** What came of many seeds. */
export interface Tally {
  readonly seeds: number
  readonly counts: Readonly<Record<string, number>>
  readonly failures: readonly { readonly seed: number; readonly violations: readonly string[] }[]
}

export const noSeeds: Tally = { seeds: 0, counts: {}, failures: [] }

export const addTallies = (one: Tally, other: Tally): Tally => {
  const counts: Record<string, number> = { ...one.counts }
  for (const [what, count] of Object.entries(other.counts)) counts[what] = (counts[what] ?? 0) + count
  return { seeds: one.seeds + other.seeds, counts, failures: [...one.failures, ...other.failures] }
}

/** How often each thing happened, the most frequent first. */
export const linesOf = ({ seeds, counts, failures }: Tally): string[] => [
  `${seeds} seeds, ${failures.length} failed`,
  ...Object.entries(counts)
    .sort(([, one], [, other]) => other - one)
    .map(([what, count]) => `${String(count).padStart(10)}  ${what}`),
  ...failures
    .slice(0, 20)
    .map(({ seed, violations }) => `seed ${seed} fails: ${violations.join('; ')}  (npm run test:interleavings -- --seed ${seed})`),
]
