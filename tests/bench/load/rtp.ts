/** Numbers of the header extensions in our offers; the answers keep them. */
export const extensions = {
  mid: { id: 1, uri: 'urn:ietf:params:rtp-hdrext:sdes:mid' },
  rid: { id: 2, uri: 'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id' },
  transport: { id: 3, uri: 'http://www.ietf.org/id/draft-holmer-rmcat-transport-wide-cc-extensions-01' },
  level: { id: 4, uri: 'urn:ietf:params:rtp-hdrext:ssrc-audio-level' },
} as const

/** Counts the packets of one connection, as the other side's estimate of the bandwidth wants it. */
export const transportSequence = () => {
  let sequence = 0
  return () => {
    sequence = (sequence + 1) & 0xffff
    return sequence
  }
}

export interface RtpStreamOptions {
  readonly ssrc: number
  readonly payloadType: number
  readonly mid: string
  /** Which layer of simulcast it is. */
  readonly rid?: string
  /** How loud a voice is: 0 loudest, 127 silent. */
  readonly level?: number
  readonly nextTransportSequence: () => number
}

const extension = (id: number, value: Buffer) => Buffer.concat([Buffer.of((id << 4) | (value.length - 1)), value])

/** What one stream sends: RFC 3550, with one-byte header extensions (RFC 8285). */
export interface RtpStream {
  /** @param timestamp in the codec's clock @param marker whether it is the last packet of a picture */
  readonly packet: (payload: Buffer, timestamp: number, marker: boolean) => Buffer
  /** A sender report: without it nobody could compare the stream with others. @param now Unix milliseconds at this timestamp */
  readonly report: (now: number, timestamp: number) => Buffer
}

/** Seconds between the beginnings of NTP's clock and of Unix's. */
const ntpOffset = 2_208_988_800

export const rtpStream = ({ ssrc, payloadType, mid, rid, level, nextTransportSequence }: RtpStreamOptions): RtpStream => {
  const fixed = Buffer.concat([
    extension(extensions.mid.id, Buffer.from(mid)),
    ...(rid === undefined ? [] : [extension(extensions.rid.id, Buffer.from(rid))]),
    ...(level === undefined ? [] : [extension(extensions.level.id, Buffer.of(level))]),
    extension(extensions.transport.id, Buffer.alloc(2)),
  ])
  const words = Math.ceil(fixed.length / 4)
  const header = Buffer.concat([Buffer.alloc(16), fixed], 16 + 4 * words)
  const transportAt = 16 + fixed.length - 2
  header[0] = 0x90
  header.writeUInt32BE(ssrc, 8)
  header.writeUInt16BE(0xbede, 12)
  header.writeUInt16BE(words, 14)
  let sequence = ssrc & 0xffff
  const sent = { packets: 0, bytes: 0 }
  return {
    packet: (payload, timestamp, marker) => {
      sequence = (sequence + 1) & 0xffff
      header[1] = (marker ? 0x80 : 0) | payloadType
      header.writeUInt16BE(sequence, 2)
      header.writeUInt32BE(timestamp >>> 0, 4)
      header.writeUInt16BE(nextTransportSequence(), transportAt)
      sent.packets += 1
      sent.bytes += payload.length
      return Buffer.concat([header, payload])
    },
    report: (now, timestamp) => {
      const report = Buffer.alloc(28)
      report.set([0x80, 200, 0, 6])
      report.writeUInt32BE(ssrc, 4)
      report.writeUInt32BE(Math.floor(now / 1_000) + ntpOffset, 8)
      report.writeUInt32BE(Math.floor(((now % 1_000) / 1_000) * 2 ** 32), 12)
      report.writeUInt32BE(timestamp >>> 0, 16)
      report.writeUInt32BE(sent.packets, 20)
      report.writeUInt32BE(sent.bytes >>> 0, 24)
      return report
    },
  }
}

/** Streams of which a compound RTCP packet wants a picture that needs no other (PLI, RFC 4585). */
export const picturesAskedFor = (rtcp: Buffer): number[] => {
  const asked: number[] = []
  for (let at = 0; at + 12 <= rtcp.length; at += 4 * (rtcp.readUInt16BE(at + 2) + 1)) {
    const [format, type] = [rtcp.readUInt8(at) & 0x1f, rtcp.readUInt8(at + 1)]
    if (type === 206 && format === 1) asked.push(rtcp.readUInt32BE(at + 8))
  }
  return asked
}
