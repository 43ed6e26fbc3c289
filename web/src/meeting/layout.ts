/** How tiles may look in an area; lengths in CSS pixels, ratios are width / height. */
export interface GridOptions {
  gap: number
  maxRatio: number
  minRatio: number
  /** Width beyond this ratio shows wall, not faces, so it does not count when layouts are compared. */
  countRatio: number
  minWidth: number
  minHeight: number
  perPage: number
  /** The row that the page buttons take from the area when there is more than one page. */
  pager: number
}

export interface Fit {
  columns: number
  rows: number
  width: number
  height: number
  holes: number
  score: number
  /** Whether the tile is at least as large as the smallest one allowed. */
  ok: boolean
}

export const gridOptions = (width: number, height: number): GridOptions => {
  const narrow = width < 600
  const portrait = height > width
  return {
    gap: narrow ? 6 : 8,
    maxRatio: 16 / 9,
    minRatio: !portrait ? 4 / 3 : narrow ? 3 / 4 : 1,
    countRatio: portrait ? 4 / 3 : 16 / 9,
    minWidth: narrow || portrait ? 132 : 160,
    minHeight: narrow ? 99 : 90,
    perPage: narrow && portrait ? 8 : 25,
    pager: 52,
  }
}

const fitColumns = (columns: number, n: number, width: number, height: number, o: GridOptions): Fit | undefined => {
  const rows = Math.ceil(n / columns)
  let w = (width - o.gap * (columns - 1)) / columns
  let h = (height - o.gap * (rows - 1)) / rows
  if (w <= 0 || h <= 0) return undefined
  if (w / h > o.maxRatio) w = h * o.maxRatio
  else if (w / h < o.minRatio) h = w / o.minRatio
  const whole = { width: Math.floor(w), height: Math.floor(h) }
  return {
    columns,
    rows,
    ...whole,
    holes: columns * rows - n,
    score: Math.min(w, h * o.countRatio) * h,
    ok: whole.width >= o.minWidth && whole.height >= o.minHeight,
  }
}

const better = (a: Fit, b: Fit): boolean => {
  if (a.ok !== b.ok) return a.ok
  return a.score > b.score * 1.005 || (a.score > b.score * 0.995 && a.holes < b.holes)
}

/** The largest tiles with which `n` people fill the area: every number of columns is tried. Undefined for an area without room. */
export const fitTiles = (n: number, width: number, height: number, o: GridOptions): Fit | undefined => {
  let best: Fit | undefined
  for (let columns = 1; columns <= n; columns++) {
    const fit = fitColumns(columns, n, width, height, o)
    if (fit && (!best || better(fit, best))) best = fit
  }
  return best
}

/** How many fit on one page: the most, up to `perPage`, whose tile is not below the minimum. Several pages cost the pager's row. */
export const pageSize = (total: number, width: number, height: number, o: GridOptions): number => {
  const most = (h: number): number => {
    for (let n = Math.min(total, o.perPage); n > 1; n--) if (fitTiles(n, width, h, o)?.ok) return n
    return 1
  }
  const n = most(height)
  return n < total ? most(height - o.pager) : n
}
