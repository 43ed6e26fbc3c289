/** Pixels of a sideways stroke that turns the page. */
const stroke = 56

/** Calls `turn` with +1 or -1 when a finger wipes across the element; in right-to-left pages the other way round. */
export const swipe = (element: HTMLElement, turn: (by: number) => void): void => {
  let start: { id: number; x: number; y: number } | undefined
  element.addEventListener('pointerdown', (event) => {
    start = event.pointerType === 'touch' && event.isPrimary ? { id: event.pointerId, x: event.clientX, y: event.clientY } : undefined
  })
  element.addEventListener('pointerup', (event) => {
    if (start?.id !== event.pointerId) return
    const [x, y] = [event.clientX - start.x, event.clientY - start.y]
    start = undefined
    if (Math.abs(x) < stroke || Math.abs(x) < 2 * Math.abs(y)) return
    const forward = getComputedStyle(element).direction === 'rtl' ? x > 0 : x < 0
    turn(forward ? 1 : -1)
  })
  element.addEventListener('pointercancel', () => {
    start = undefined
  })
}
