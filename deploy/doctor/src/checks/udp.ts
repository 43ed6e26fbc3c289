import { type Check, failed } from '../check.ts'
import { converse, limit } from '../converse.ts'
import { judgeMedia } from '../judge-media.ts'
import { found } from '../visit.ts'

/** Two people see each other, and every one of their packets is UDP to LiveKit itself. */
export const udp: Check = {
  name: 'udp',
  title: 'Media over UDP',
  needs: ['address'],
  limit,
  run: async (visit, signal) => {
    const { addresses } = found(visit, 'signalled')
    if (!addresses.some(({ protocol }) => protocol === 'udp'))
      return failed(
        'LiveKit names no address for UDP.',
        'Set rtc.udp_port of LiveKit (7882; chart: livekit.udpPort), and rtc.force_tcp must not be set.',
      )
    return judgeMedia('udp', addresses, await converse(visit, 'udp', signal))
  },
}
