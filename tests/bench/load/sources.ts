import { randomInt } from 'node:crypto'
import { type RtpStream, rtpStream } from './rtp.ts'

/** Something that sends packets in its own rhythm. */
export interface Source {
  readonly ssrc: number
  /** Milliseconds between two of what it sends. */
  readonly every: number
  /** The next picture or piece of sound. @param now Unix milliseconds */
  readonly packets: (now: number) => readonly Buffer[]
  /** Makes the next picture one that needs no other. */
  readonly beginAnew: () => void
}

/** Milliseconds between two reports of a sender. */
const reportEvery = 1_000

/** Says whether a report is due, and writes it. */
const reports = (stream: RtpStream) => {
  let last = 0
  return (now: number, timestamp: number): Buffer[] => {
    if (now - last < reportEvery) return []
    last = now
    return [stream.report(now, timestamp)]
  }
}

/** One layer of a camera, as livekit-client sends 720p by default. */
export interface Layer {
  readonly rid: string
  readonly width: number
  readonly height: number
  readonly framesPerSecond: number
  /** Bits a second. */
  readonly bitrate: number
}

export const layers: readonly Layer[] = [
  { rid: 'q', width: 320, height: 180, framesPerSecond: 20, bitrate: 160_000 },
  { rid: 'h', width: 640, height: 360, framesPerSecond: 20, bitrate: 450_000 },
  { rid: 'f', width: 1_280, height: 720, framesPerSecond: 30, bitrate: 1_700_000 },
]

/** The layer that LiveKit takes for a picture of such a height: the smallest that is large enough. @throws when none is */
export const layerFor = (height: number): Layer => {
  const layer = layers.find((one) => one.height >= height)
  if (!layer) throw new Error(`no layer has ${height} lines`)
  return layer
}

export const payloadTypes = { opus: 111, vp8: 96 } as const

const random32 = () => randomInt(1, 2 ** 32)
const largestPayload = 1_150

/** Nobody decodes it, so only what a server reads of a picture has to be right: VP8's descriptor (RFC 7741) and its first bytes. */
const framePayloads = ({ width, height }: Layer, bytes: number, key: boolean, picture: number): Buffer[] => {
  const parts = Math.max(1, Math.ceil(bytes / largestPayload))
  const size = Math.max(12, Math.ceil(bytes / parts))
  return Array.from({ length: parts }, (_, part) => {
    const payload = Buffer.alloc(6 + size, 0x55)
    // Extended, with the number of the picture in 15 bits, of its base layer, and which temporal layer it is.
    payload[0] = 0x80 | (part === 0 ? 0x10 : 0)
    payload[1] = 0xe0
    payload.writeUInt16BE(0x8000 | (picture & 0x7fff), 2)
    payload[4] = picture & 0xff
    payload[5] = 0
    if (part > 0) return payload
    payload[6] = key ? 0x10 : 0x11
    if (key) {
      payload.set([0x9d, 0x01, 0x2a], 9)
      payload.writeUInt16LE(width, 12)
      payload.writeUInt16LE(height, 14)
    }
    return payload
  })
}

/** How many times the usual size a picture has that needs no other. */
const keyTimes = 4

/** One layer of a camera with the size and rhythm of VP8. */
export const cameraLayer = (layer: Layer, mid: string, nextTransportSequence: () => number): Source => {
  const ssrc = random32()
  const stream = rtpStream({ ssrc, payloadType: payloadTypes.vp8, mid, rid: layer.rid, nextTransportSequence })
  const report = reports(stream)
  const bytes = layer.bitrate / 8 / layer.framesPerSecond
  const start = random32()
  let picture = 0
  let key = true
  return {
    ssrc,
    every: 1_000 / layer.framesPerSecond,
    beginAnew: () => {
      key = true
    },
    packets: (now) => {
      const payloads = framePayloads(layer, bytes * (key ? keyTimes : 1), key, picture)
      const timestamp = start + Math.round((picture * 90_000) / layer.framesPerSecond)
      picture += 1
      key = false
      const packets = payloads.map((payload, part) => stream.packet(payload, timestamp, part === payloads.length - 1))
      return [...packets, ...report(now, timestamp)]
    },
  }
}

/** Somebody who speaks: 24 kbit/s, each packet with the one before it once more (RED). Somebody who does not: what Opus sends then (DTX). */
const voices = { speaking: { every: 20, bytes: 125, level: 30 }, silent: { every: 400, bytes: 6, level: 127 } } as const
export type Voice = keyof typeof voices
/** Bits a second of sound that somebody sends who speaks. */
export const speechBitrate = (8 * 1_000 * voices.speaking.bytes) / voices.speaking.every

/** A microphone with the size and rhythm of Opus. */
export const microphone = (voice: Voice, mid: string, nextTransportSequence: () => number): Source => {
  const { every, bytes, level } = voices[voice]
  const ssrc = random32()
  const stream = rtpStream({ ssrc, payloadType: payloadTypes.opus, mid, level, nextTransportSequence })
  const report = reports(stream)
  const payload = Buffer.alloc(bytes, 0x55)
  const start = random32()
  let sent = 0
  return {
    ssrc,
    every,
    beginAnew: () => {},
    packets: (now) => {
      sent += 1
      const timestamp = start + sent * every * 48
      return [stream.packet(payload, timestamp, false), ...report(now, timestamp)]
    },
  }
}
