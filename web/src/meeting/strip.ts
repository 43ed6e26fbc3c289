/** How a column or a portrait block beside a shared screen is filled; the same limits stand in the style sheet. */
const gap = 8
const moreHeight = 52
const portraitGap = 6
const portraitRow = 99
const portraitMost = 6

/** Narrow or upright windows: the share on top, people in two columns below. The style sheet says the same. */
export const upright = '(max-width: 599px), (max-aspect-ratio: 4 / 5)'

/** How many of `total` tiles the strip shows, and how many are left for "+n". */
export const stripPlaces = (total: number, width: number, height: number, isUpright: boolean): { places: number; more: number } => {
  const fitting = (left: number): number =>
    isUpright
      ? Math.min(portraitMost, 2 * Math.max(1, Math.floor((left + portraitGap) / (portraitRow + portraitGap))))
      : Math.max(1, Math.floor((left + gap) / (width / 1.6 + gap)))
  const all = fitting(height)
  if (total <= all) return { places: total, more: 0 }
  const places = isUpright ? all : fitting(height - moreHeight)
  return { places, more: total - places }
}

/** Who stands in the strip, in this order: who shares, then the others as they are ordered; the own tile third at the latest. */
export const stripOrder = (others: readonly string[], sharing: ReadonlySet<string>, own: string, places: number): string[] => {
  const first = [...others.filter((id) => sharing.has(id)), ...others.filter((id) => !sharing.has(id))]
  return [...first.slice(0, 2), own, ...first.slice(2)].slice(0, Math.max(1, places))
}
