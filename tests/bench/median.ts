/** The middle of the figures; of an even number the mean of the two in the middle. @throws when there are none */
export const median = (figures: readonly number[]): number => {
  const sorted = figures.toSorted((a, b) => a - b)
  const upper = sorted[Math.floor(sorted.length / 2)]
  const lower = sorted[Math.ceil(sorted.length / 2) - 1]
  if (upper === undefined || lower === undefined) throw new Error('no figures, no median')
  return (lower + upper) / 2
}
