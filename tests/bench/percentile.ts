/** The figure below which such a part of all lies (`0.95`); NaN when there are none. */
export const percentile = (figures: readonly number[], part: number): number =>
  figures.toSorted((a, b) => a - b)[Math.floor(figures.length * part)] ?? Number.NaN
