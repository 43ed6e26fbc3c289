import type { BrowserContext, Page } from 'playwright-core'
import { until } from '../support/wait.ts'

declare global {
  interface Window {
    /** When the join button was last pressed, and when the first frame of each other participant was decoded; ms since the epoch. */
    frameWatch?: { pressed: number; frames: Record<string, number> }
  }
}

/** Runs in the page before its own scripts. */
const watch = () => {
  const seen = { pressed: 0, frames: {} as Record<string, number> }
  window.frameWatch = seen
  const now = () => performance.timeOrigin + performance.now()
  const listenTo = (video: HTMLVideoElement) => {
    const tile = video.closest<HTMLElement>('[data-participant]')
    const id = tile?.dataset.participant
    if (!tile || !id || tile.classList.contains('own')) return
    video.requestVideoFrameCallback(() => {
      seen.frames[id] ??= now()
    })
  }
  document.addEventListener(
    'submit',
    () => {
      seen.pressed = now()
    },
    { capture: true },
  )
  new MutationObserver((changes) => {
    for (const node of changes.flatMap((change) => [...change.addedNodes])) {
      if (node instanceof HTMLVideoElement) listenTo(node)
      else if (node instanceof Element) node.querySelectorAll('video').forEach(listenTo)
    }
  }).observe(document, { childList: true, subtree: true })
}

/** Lets every page of the context note when people are first seen. */
export const watchFrames = (context: BrowserContext): Promise<unknown> => context.addInitScript(watch)

/** Milliseconds since the epoch. */
export const pressedAt = async (page: Page): Promise<number> => (await page.evaluate(() => window.frameWatch?.pressed)) ?? 0

/** Waits for the first frame of anybody who is not among the known, adds them, and gives its time (milliseconds since the epoch). */
export const nextFirstFrame = async (page: Page, known: Set<string>, what: string): Promise<number> => {
  const [id, at] = await until(
    async () =>
      Object.entries((await page.evaluate(() => window.frameWatch?.frames)) ?? {}).find(([participant]) => !known.has(participant)),
    { what },
  )
  known.add(id)
  return at
}
