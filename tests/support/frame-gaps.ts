import type { BrowserContext, Page } from 'playwright-core'

declare global {
  interface Window {
    /** Of the pictures of all other participants together: when the last frame was shown, and the longest time without any. */
    frameGaps?: { last: number; longest: number }
  }
}

/** Runs in the page before its own scripts. */
const watch = () => {
  const gaps = { last: performance.now(), longest: 0 }
  window.frameGaps = gaps
  const listenTo = (video: HTMLVideoElement) => {
    const tile = video.closest('[data-participant]')
    if (!tile || tile.classList.contains('own')) return
    const note = () => {
      const now = performance.now()
      gaps.longest = Math.max(gaps.longest, now - gaps.last)
      gaps.last = now
      video.requestVideoFrameCallback(note)
    }
    video.requestVideoFrameCallback(note)
  }
  new MutationObserver((changes) => {
    for (const node of changes.flatMap((change) => [...change.addedNodes])) {
      if (node instanceof HTMLVideoElement) listenTo(node)
      else if (node instanceof Element) node.querySelectorAll('video').forEach(listenTo)
    }
  }).observe(document, { childList: true, subtree: true })
}

/** Lets every page of the context note how long others were not seen. */
export const watchFrameGaps = (context: BrowserContext): Promise<unknown> => context.addInitScript(watch)

/** From here on. */
export const forgetFrameGaps = (page: Page): Promise<void> =>
  page.evaluate(() => {
    if (window.frameGaps) window.frameGaps.longest = 0
  })

/** Milliseconds of the longest time between two frames, the one that lasts included. */
export const longestFrameGap = (page: Page): Promise<number> =>
  page.evaluate(() => {
    const { last, longest } = window.frameGaps ?? { last: 0, longest: 0 }
    return Math.max(longest, performance.now() - last)
  })
