import { type Check, failed } from '../check.ts'
import { converse, limit } from '../converse.ts'
import { judgeMedia } from '../judge-media.ts'
import { settings } from '../settings.ts'
import { found } from '../visit.ts'

/** The same over ICE/TCP, for networks that stop UDP: LiveKit is asked to offer nothing else. */
export const tcp: Check = {
  name: 'tcp',
  title: 'Media over ICE/TCP',
  needs: ['address'],
  limit,
  run: async (visit, signal) => {
    const { addresses } = found(visit, 'signalled')
    if (!addresses.some(({ protocol }) => protocol === 'tcp')) return failed('LiveKit names no address for ICE/TCP.', settings.tcpPort)
    return judgeMedia('tcp', addresses, await converse(visit, 'tcp', signal))
  },
}
