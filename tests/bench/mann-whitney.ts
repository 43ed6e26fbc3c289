export interface Comparison {
  /** How often a figure of the second row is greater than one of the first, 0 to 1, ties counted half; 0.5 where nothing tells them apart. */
  readonly greater: number
  /** How far chance alone takes it from 0.5: the standard deviation. */
  readonly chance: number
}

/** Mann and Whitney's comparison of two rows of figures: it asks for their order only, so that a few slow ones decide nothing. */
export const mannWhitney = (first: readonly number[], second: readonly number[]): Comparison => {
  const all = [
    ...first.map((figure) => ({ figure, of: 'first' as const })),
    ...second.map((figure) => ({ figure, of: 'second' as const })),
  ].toSorted((a, b) => a.figure - b.figure)
  let ranks = 0
  for (let from = 0, to = 0; from < all.length; from = to) {
    let ofSecond = 0
    for (; all[to]?.figure === all[from]?.figure && to < all.length; to += 1) if (all[to]?.of === 'second') ofSecond += 1
    // Equal figures share their ranks, which are counted from one.
    ranks += ofSecond * ((from + 1 + to) / 2)
  }
  const [n, m] = [first.length, second.length]
  return { greater: (ranks - (m * (m + 1)) / 2) / (n * m), chance: Math.sqrt((n + m + 1) / (12 * n * m)) }
}
