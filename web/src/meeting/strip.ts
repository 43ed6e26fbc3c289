import type { Box } from './box-size.ts'

/** How a column or a portrait block beside a shared screen is filled; the same limits stand in the style sheet. */
const gap = 8
const moreHeight = 52
const portraitGap = 6
const portraitRow = 99
const portraitMost = 6

/** Narrow or upright: the share on top, people in two columns below. */
export const isUpright = (area: Box): boolean => area.width < 600 || area.width / area.height <= 4 / 5

/** How many of `total` tiles the strip shows, and how many are left for "+n". */
export const stripPlaces = (total: number, width: number, height: number, upright: boolean): { places: number; more: number } => {
  const fit = (left: number): number =>
    upright
      ? Math.min(portraitMost, 2 * Math.max(1, Math.floor((left + portraitGap) / (portraitRow + portraitGap))))
      : Math.max(1, Math.floor((left + gap) / (width / 1.6 + gap)))
  const all = fit(height)
  if (total <= all) return { places: total, more: 0 }
  const places = upright ? all : fit(height - moreHeight)
  return { places, more: total - places }
}
