import { SignalResponse, SignalTarget } from '@livekit/protocol'
import { type MediaAddress, mediaAddressOf, type Signalled, type TurnServer } from './signalled.ts'

/** Milliseconds that LiveKit has for naming its addresses, after it has let us in. */
const patience = 3_000
/** Of the signalling protocol: LiveKit offers a connection, and with it its addresses, without being asked. */
const protocol = 15

export interface Heard extends Signalled {
  /** When LiveKit says that we came in, by its clock; Unix milliseconds. */
  readonly joinedAt: number
}

/**
 * Connects as a browser does and listens until LiveKit has said where media go.
 * @throws when LiveKit does not let us in; the error says nothing, the passage knows why
 */
export const listenToSignalling = (url: string, token: string, signal: AbortSignal): Promise<Heard> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(`${url}/rtc?access_token=${token}&protocol=${protocol}&auto_subscribe=1`)
    socket.binaryType = 'arraybuffer'
    const addresses: MediaAddress[] = []
    const servers: TurnServer[] = []
    let joinedAt: number | undefined
    let enough: NodeJS.Timeout | undefined
    const settle = (act: () => void) => {
      clearTimeout(enough)
      socket.close()
      act()
    }
    const done = () =>
      settle(() => (joinedAt === undefined ? reject(new Error('LiveKit hung up')) : resolve({ addresses, servers, joinedAt })))
    signal.addEventListener('abort', () => settle(() => reject(signal.reason)), { once: true })
    socket.addEventListener('error', done)
    socket.addEventListener('close', done)
    socket.addEventListener('message', ({ data }) => {
      const { message } = SignalResponse.fromBinary(new Uint8Array(data as ArrayBuffer))
      if (message.case === 'join') {
        const { participant, iceServers } = message.value
        joinedAt = Number(participant?.joinedAtMs ?? 0n) || Number(participant?.joinedAt ?? 0n) * 1_000
        servers.push(...iceServers.map(({ urls, username, credential }) => ({ urls, username, credential })))
        enough = setTimeout(done, patience)
      }
      if (message.case !== 'trickle' || message.value.target !== SignalTarget.SUBSCRIBER) return
      const { candidateInit, final } = message.value
      const address = mediaAddressOf((JSON.parse(candidateInit || '{}') as { candidate?: string }).candidate ?? '')
      if (address) addresses.push(address)
      if (final) done()
    })
  })
