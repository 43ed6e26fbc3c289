/** Puts a popover 8 px above its button or, where it finds no room there, below it, inside the window; the style sheet turns it into a sheet where the window is narrow. */
export const place = (popover: HTMLElement, button: HTMLElement): void => {
  const at = button.getBoundingClientRect()
  const width = popover.offsetWidth
  const left = Math.max(12, Math.min(at.left + at.width / 2 - width / 2, innerWidth - width - 12))
  const above = at.top - 8
  const below = innerHeight - at.bottom - 8
  const up = popover.scrollHeight <= above - 12 || above >= below
  const bottom = up ? innerHeight - above : below - Math.min(popover.scrollHeight, below - 12)
  popover.style.setProperty('--left', `${left}px`)
  popover.style.setProperty('--bottom', `${Math.max(12, bottom)}px`)
  popover.style.setProperty('--room', `${Math.max(160, (up ? above : below) - 12)}px`)
}
