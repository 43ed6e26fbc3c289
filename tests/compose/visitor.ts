import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { mediaRoutes, type RouteOptions, rememberConnections } from '../support/media-routes.ts'
import { until } from '../support/wait.ts'

const decodedFrames = () => [...document.querySelectorAll('video')].map((video) => video.getVideoPlaybackQuality().totalVideoFrames)

export interface Visitor extends AsyncDisposable {
  /** Resolves when as many pictures move, the visitor's own among them. */
  readonly seesMoving: (pictures: number) => Promise<void>
  /** What carries the media: `udp`, `tcp`, or `turn/tls` and the like by way of a TURN server. */
  readonly protocols: () => Promise<readonly string[]>
}

/** Counts the pictures that have gone on since they were first seen. */
const watchPictures = (page: Page) => {
  const first = new Map<number, number>()
  return async (): Promise<number> => {
    const frames = await page.evaluate(decodedFrames)
    for (const [index, count] of frames.entries()) if (!first.has(index)) first.set(index, count)
    return frames.filter((count, index) => count > (first.get(index) ?? count)).length
  }
}

const artifacts = fileURLToPath(new URL('../../artifacts/compose', import.meta.url))

/** Leaves a picture of what the person saw, and says in words what the page says. */
const showFailure = async (page: Page, name: string, cause: unknown): Promise<never> => {
  const path = join(artifacts, `${name}.png`)
  await page.screenshot({ path })
  const videos = await page.evaluate(decodedFrames)
  throw new Error(`${(cause as Error).message}; ${path}; frames ${videos}; ${await page.locator('body').innerText()}`, { cause })
}

/** A person with a browser profile, camera and microphone of their own, who opens the link and joins. */
export const visit = async (browser: Browser, meetingUrl: string, name: string, options?: RouteOptions): Promise<Visitor> => {
  const context = await browser.newContext({ permissions: ['camera', 'microphone'], locale: 'de-DE' })
  await rememberConnections(context, options)
  const page = await context.newPage()
  await page.goto(meetingUrl)
  await page.locator('input[name=name]').fill(name)
  await page.getByRole('button', { name: 'Meeting beitreten' }).click()
  return {
    seesMoving: async (pictures) => {
      const what = `${name} to see ${pictures} moving pictures`
      const moving = watchPictures(page)
      await until(async () => (await moving()) >= pictures, { what }).catch((error) => showFailure(page, name, error))
    },
    protocols: async () => (await mediaRoutes(page)).map(({ protocol }) => protocol),
    [Symbol.asyncDispose]: () => context.close(),
  }
}
