/** Media of one direction since LiveKit began, as it counts itself. */
export interface Traffic {
  readonly packets: number
  /** With RTP's headers, without those of SRTP, UDP and IP. */
  readonly bytes: number
}

/** What LiveKit's metrics say of the media that came in and went out, what was sent again included. */
export const livekitTraffic = async (metricsUrl: string): Promise<{ in: Traffic; out: Traffic }> => {
  const answer = await fetch(metricsUrl)
  if (!answer.ok) throw new Error(`LiveKit's metrics answered ${answer.status}`)
  const lines = (await answer.text()).split('\n')
  const sum = (name: string, direction: string) =>
    lines
      .filter((line) => line.startsWith(`${name}{`) && line.includes(`direction="${direction}"`))
      .reduce((total, line) => total + Number(line.split(' ').at(-1)), 0)
  const of = (direction: string) => ({
    packets: sum('livekit_packet_total', direction),
    bytes: sum('livekit_packet_bytes', direction),
  })
  return { in: of('incoming'), out: of('outgoing') }
}
