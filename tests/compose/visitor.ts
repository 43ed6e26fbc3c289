import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { until } from '../support/wait.ts'

/** Keeps every peer connection of the page where `usedProtocols` finds it. */
const rememberConnections = ({ relayed }: { relayed: boolean }) => {
  const Original = window.RTCPeerConnection
  const made: RTCPeerConnection[] = []
  Object.assign(window, { peerConnections: made })
  window.RTCPeerConnection = class extends Original {
    constructor(configuration?: RTCConfiguration) {
      super(relayed ? { ...configuration, iceTransportPolicy: 'relay' } : configuration)
      made.push(this)
    }
  }
}

const usedProtocols = async (): Promise<string[]> => {
  const { peerConnections } = window as unknown as { peerConnections: RTCPeerConnection[] }
  const used: string[] = []
  for (const connection of peerConnections.filter(({ connectionState }) => connectionState === 'connected')) {
    const stats = await connection.getStats()
    for (const { type, selectedCandidatePairId } of stats.values()) {
      if (type !== 'transport' || !selectedCandidatePairId) continue
      const { relayProtocol, protocol } = stats.get(stats.get(selectedCandidatePairId).localCandidateId)
      used.push(relayProtocol ? `turn/${relayProtocol}` : protocol)
    }
  }
  return used
}

const decodedFrames = () => [...document.querySelectorAll('video')].map((video) => video.getVideoPlaybackQuality().totalVideoFrames)

export interface Visitor extends AsyncDisposable {
  /** Resolves when as many pictures move, the visitor's own among them. */
  readonly seesMoving: (pictures: number) => Promise<void>
  /** What carries the media: `udp`, `tcp`, or `turn/tls` and the like by way of a TURN server. */
  readonly protocols: () => Promise<string[]>
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

export interface VisitOptions {
  /** Media only by way of a TURN server, as where nothing else gets out. */
  readonly relayed?: boolean
}

/** A person with a browser profile, camera and microphone of their own, who opens the link and joins. */
export const visit = async (
  browser: Browser,
  meetingUrl: string,
  name: string,
  { relayed = false }: VisitOptions = {},
): Promise<Visitor> => {
  const context = await browser.newContext({ permissions: ['camera', 'microphone'], locale: 'de-DE' })
  await context.addInitScript(rememberConnections, { relayed })
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
    protocols: () => page.evaluate(usedProtocols),
    [Symbol.asyncDispose]: () => context.close(),
  }
}
