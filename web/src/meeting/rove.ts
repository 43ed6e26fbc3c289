const reachable = (container: HTMLElement, selector: string): HTMLElement[] =>
  [...container.querySelectorAll<HTMLElement>(selector)].filter(
    (element) => element.closest('[popover]') === null && element.checkVisibility(),
  )

const back = new Set(['ArrowLeft', 'ArrowUp'])
const forth = new Set(['ArrowRight', 'ArrowDown'])

/** Makes what matches in a container one tab stop: the arrows, Home and End go from one to the next. */
export const rove = (container: HTMLElement, selector: string): void => {
  const stopAt = (current: Element | undefined) => {
    for (const element of container.querySelectorAll<HTMLElement>(selector)) {
      if (element.closest('[popover]') === null) element.tabIndex = element === current ? 0 : -1
    }
  }
  container.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement && target.matches(selector) && target.closest('[popover]') === null) stopAt(target)
  })
  container.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || (event.target instanceof Element && event.target.closest('[popover]'))) return
    const all = reachable(container, selector)
    const at = all.indexOf(document.activeElement as HTMLElement)
    if (at < 0) return
    const rtl = getComputedStyle(container).direction === 'rtl'
    const by = back.has(event.key) ? -1 : forth.has(event.key) ? 1 : 0
    const sideways = event.key === 'ArrowLeft' || event.key === 'ArrowRight'
    const next =
      event.key === 'Home'
        ? 0
        : event.key === 'End'
          ? all.length - 1
          : by === 0
            ? -1
            : (at + (rtl && sideways ? -by : by) + all.length) % all.length
    if (next < 0) return
    event.preventDefault()
    all[next]?.focus()
  })
  queueMicrotask(() => stopAt(reachable(container, selector)[0]))
  // Controls come and go; there is always one that Tab reaches.
  new MutationObserver(() => {
    const stops = container.querySelectorAll<HTMLElement>('[tabindex="0"]')
    if (![...stops].some((element) => element.checkVisibility())) stopAt(reachable(container, selector)[0])
  }).observe(container, { childList: true, subtree: true })
}
