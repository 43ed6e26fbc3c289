const regions = ['.stage', '.bar', '.panel']

const stop = '[tabindex="0"], button:not([tabindex="-1"]), h2'

/** F6 takes the focus from stage to bar to panel and round again, backwards with shift. */
export const cycleRegions = (root: HTMLElement): void => {
  root.addEventListener('keydown', (event) => {
    if (event.key !== 'F6') return
    event.preventDefault()
    const present = regions.flatMap((region) => root.querySelector<HTMLElement>(region) ?? [])
    const at = present.findIndex((region) => region.contains(document.activeElement))
    const next = at < 0 ? 0 : (at + (event.shiftKey ? present.length - 1 : 1)) % present.length
    const stops = present[next]?.querySelectorAll<HTMLElement>(stop) ?? []
    ;[...stops].find((element) => element.checkVisibility() && element.closest('[popover]') === null)?.focus()
  })
}
