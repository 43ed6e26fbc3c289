import { type Accessor, createEffect, createSignal } from 'solid-js'
import { readText, writeText } from '../storage.ts'
import { type Corner, cornerForKey, isCorner, nearestCorner } from './corner.ts'
import { t } from './words.ts'

const key = 'runde.self-corner'

const remembered = (): Corner => {
  const corner = readText('localStorage', key)
  return isCorner(corner) ? corner : 'bottom-end'
}

const isRtl = (element: Element): boolean => getComputedStyle(element).direction === 'rtl'

/** Lets the own picture be put into any corner, by dragging or by the arrow keys, while `active`. */
export const makePip = (tile: HTMLElement, active: Accessor<boolean>): void => {
  const [corner, setCorner] = createSignal(remembered())
  const settleIn = (next: Corner) => {
    setCorner(next)
    writeText('localStorage', key, next)
  }
  createEffect(() => {
    tile.ariaDescription = active() ? t().moveSelf : null
    if (active()) tile.dataset.corner = corner()
    else delete tile.dataset.corner
  })

  let drag: { id: number; x: number; y: number } | undefined
  tile.addEventListener('pointerdown', (event) => {
    if (!active() || !event.isPrimary || event.button !== 0) return
    drag = { id: event.pointerId, x: event.clientX, y: event.clientY }
    tile.setPointerCapture(event.pointerId)
    tile.classList.add('dragged')
  })
  tile.addEventListener('pointermove', (event) => {
    if (drag?.id !== event.pointerId) return
    tile.style.translate = `${event.clientX - drag.x}px ${event.clientY - drag.y}px`
  })
  const drop = (event: PointerEvent) => {
    if (drag?.id !== event.pointerId) return
    drag = undefined
    const area = tile.offsetParent?.getBoundingClientRect()
    const at = tile.getBoundingClientRect()
    tile.style.translate = ''
    tile.classList.remove('dragged')
    if (!area) return
    const x = (at.x + at.width / 2 - area.x) / area.width
    const y = (at.y + at.height / 2 - area.y) / area.height
    settleIn(nearestCorner(x, y, isRtl(tile)))
  }
  tile.addEventListener('pointerup', drop)
  tile.addEventListener('pointercancel', drop)
  tile.addEventListener('keydown', (event) => {
    const next = active() && event.target === tile ? cornerForKey(corner(), event.key, isRtl(tile)) : undefined
    if (!next) return
    event.preventDefault()
    event.stopPropagation()
    settleIn(next)
  })
}
