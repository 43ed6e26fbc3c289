import { VideoBufferType, VideoFrame } from '@livekit/rtc-node'

export interface PictureSize {
  readonly width: number
  readonly height: number
}

const frameCount = 16

/** A small number that is the same for the same name. */
const numberOf = (name: string) => [...name].reduce((sum, letter) => (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997, 7)

/** One I420 picture: a coloured ground, a head with shoulders that sways, so that crops and motion can be judged on screenshots. */
const paint = ({ width, height }: PictureSize, hue: number, sway: number): VideoFrame => {
  const luma = width * height
  const chroma = luma / 4
  const data = new Uint8Array(luma + 2 * chroma)
  const [centre, eyes, radius] = [width / 2 + sway * width * 0.06, height * 0.42, height * 0.2]
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const head = Math.hypot(x - centre, (y - eyes) * 0.85) < radius
      const shoulders = y > height * 0.66 && Math.abs(x - centre) < radius * 1.9 - (height - y) * 0.25
      data[y * width + x] = head ? 190 : shoulders ? 120 : 55 + Math.round((y / height) * 40)
    }
  }
  data.fill(128 + Math.round(38 * Math.cos(hue)), luma, luma + chroma)
  data.fill(128 + Math.round(38 * Math.sin(hue)), luma + chroma)
  return new VideoFrame(data, width, height, VideoBufferType.I420)
}

/** A loop of pictures, of another colour for every name. */
export const paintFrames = (name: string, size: PictureSize): readonly VideoFrame[] => {
  const hue = (numberOf(name) / 997) * 2 * Math.PI
  return Array.from({ length: frameCount }, (_, index) => paint(size, hue, Math.sin((index / frameCount) * 2 * Math.PI)))
}
