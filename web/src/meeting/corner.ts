export const corners = ['bottom-end', 'bottom-start', 'top-start', 'top-end'] as const
export type Corner = (typeof corners)[number]

export const isCorner = (text: string | undefined): text is Corner => corners.some((corner) => corner === text)

/** The corner next to a point, given as shares of the area's width and height. */
export const nearestCorner = (x: number, y: number, rtl: boolean): Corner =>
  `${y < 0.5 ? 'top' : 'bottom'}-${x < 0.5 !== rtl ? 'start' : 'end'}`

/** Where an arrow key takes the picture; undefined for any other key. */
export const cornerForKey = (corner: Corner, key: string, rtl: boolean): Corner | undefined => {
  const [block, inline] = corner.split('-')
  const start = rtl ? 'ArrowRight' : 'ArrowLeft'
  const end = rtl ? 'ArrowLeft' : 'ArrowRight'
  if (key === 'ArrowUp') return `top-${inline === 'start' ? 'start' : 'end'}`
  if (key === 'ArrowDown') return `bottom-${inline === 'start' ? 'start' : 'end'}`
  if (key === start) return `${block === 'top' ? 'top' : 'bottom'}-start`
  if (key === end) return `${block === 'top' ? 'top' : 'bottom'}-end`
  return undefined
}
