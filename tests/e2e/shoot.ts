import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { artifacts } from './world.ts'

const sizes = [
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
]

/** Waits until every visible picture plays, nothing fades any more and no message floats over the screen, unless it is to be seen. */
const settled = async (page: Page, message: boolean) => {
  const toast = page.locator('.toast').first()
  // Pointing at it keeps it.
  if (message) await toast.hover()
  else await toast.waitFor({ state: 'detached' })
  await page.waitForFunction(() =>
    [...document.querySelectorAll('video')].every((video) => !video.checkVisibility({ visibilityProperty: true }) || video.currentTime > 0),
  )
  await page.evaluate(async () => {
    const passing = document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().iterations !== Number.POSITIVE_INFINITY)
    await Promise.allSettled(passing.map((animation) => animation.finished))
  })
}

export interface Shot {
  /** File name without size and ending. */
  readonly name: string
  /** The screen follows the theme: shoot it in both. */
  readonly themed?: boolean
  /** The message that floats over the screen now belongs to the picture. */
  readonly message?: boolean
}

/** Pictures of the page as it is now, as on a phone and on a laptop, into the artifacts. Leaves it laptop-sized. */
export const shoot = async (page: Page, { name, themed = false, message = false }: Shot): Promise<void> => {
  for (const size of sizes) {
    await page.setViewportSize(size)
    for (const colorScheme of themed ? (['light', 'dark'] as const) : (['dark'] as const)) {
      await page.emulateMedia({ colorScheme })
      await settled(page, message)
      const file = [name, `${size.width}x${size.height}`, ...(themed ? [colorScheme] : [])].join('-')
      await page.screenshot({ path: join(artifacts, 'screenshots', `${file}.png`) })
    }
  }
}
