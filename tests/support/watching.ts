import type { Locator, Page } from 'playwright-core'
import { until } from './wait.ts'

/** What a video element shows now: frames decoded since it began, and the mean of a few pixels of the picture. */
const look = (tile: Locator): Promise<{ frames: number; picture: string }> =>
  tile.locator('video').evaluate((element) => {
    const video = element as HTMLVideoElement
    const canvas = document.createElement('canvas')
    canvas.width = 32
    canvas.height = 18
    const context = canvas.getContext('2d')
    if (!context) throw new Error('no canvas')
    context.drawImage(video, 0, 0, canvas.width, canvas.height)
    const pixels = context.getImageData(0, 0, canvas.width, canvas.height).data
    return { frames: video.getVideoPlaybackQuality().totalVideoFrames, picture: pixels.join() }
  })

/** Waits until the tile's video has decoded `frames` more frames and its picture has changed. */
export const seesMotion = async (tile: Locator, what: string, frames = 5): Promise<void> => {
  await tile.locator('video').waitFor()
  let before = await look(tile)
  await until(
    async () => {
      const now = await look(tile)
      // A video element in place of the other one counts from 0.
      if (now.frames < before.frames) before = now
      return now.frames - before.frames >= frames && now.picture !== before.picture
    },
    { what: `moving pictures of ${what}`, within: 45_000, every: 200 },
  )
}

/**
 * The loudest moment (root mean square of a window, 0 to 1) of everything that the page plays of others, in `ms` milliseconds.
 * Read off the audio elements that are not muted; 0 when there are none.
 */
export const loudness = (page: Page, ms: number): Promise<number> =>
  page.evaluate(async (duration) => {
    const context = new AudioContext()
    await context.resume()
    const analyser = context.createAnalyser()
    analyser.fftSize = 2048
    const streams = [...document.querySelectorAll('audio')]
      .filter((audio) => !audio.paused && !audio.muted && audio.volume > 0)
      .map((audio) => audio.srcObject)
      .filter((stream) => stream instanceof MediaStream)
      .filter((stream) => stream.getAudioTracks().length > 0)
    for (const stream of streams) context.createMediaStreamSource(stream).connect(analyser)
    const samples = new Float32Array(analyser.fftSize)
    let loudest = 0
    const end = performance.now() + duration
    while (performance.now() < end) {
      await new Promise((resolve) => setTimeout(resolve, 30))
      analyser.getFloatTimeDomainData(samples)
      loudest = Math.max(loudest, Math.sqrt(samples.reduce((sum, sample) => sum + sample * sample, 0) / samples.length))
    }
    await context.close()
    return loudest
  }, ms)

/** Above the noise of an encoder that sends silence; Chromium's beeps and the bots' tones lie far above it. */
export const audible = 0.005

/** Longer than the pause between two of Chromium's beeps. */
const betweenBeeps = 1_500

export const hears = (page: Page): Promise<unknown> =>
  until(async () => (await loudness(page, betweenBeeps)) > audible, { what: 'sound above silence', within: 45_000 })

export const hearsNothing = (page: Page): Promise<unknown> =>
  until(async () => (await loudness(page, 2 * betweenBeeps)) < audible, { what: 'silence', within: 45_000 })
