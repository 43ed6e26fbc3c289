import { once } from 'node:events'
import { type AddressInfo, createServer, isIP, type Socket } from 'node:net'
import { connect } from 'node:tls'
import type { TlsPlace } from '../certificate.ts'
import { readTurnAnswers, type TurnAnswers } from './turn-answers.ts'

export interface TurnPassage extends AsyncDisposable {
  /** `turn:127.0.0.1:port?transport=tcp` */
  readonly url: string
  /** Of all connections together. */
  readonly answers: () => TurnAnswers
}

/**
 * As with signalling, TLS is ours: the native client knows only the authorities that were built into it. It also makes sure
 * that nothing but this one connection to the TURN server carries its media.
 */
export const openTurnPassage = async ({ host, port }: TlsPlace): Promise<TurnPassage> => {
  const open = new Set<Socket>()
  const readers: ReturnType<typeof readTurnAnswers>[] = []
  const keep = (socket: Socket) => {
    open.add(socket)
    // The other end learns by the close.
    socket.once('close', () => open.delete(socket)).on('error', () => {})
  }
  const server = createServer((client) => {
    const upstream = connect({ host, port, ...(isIP(host) === 0 && { servername: host }) })
    for (const socket of [client, upstream]) keep(socket)
    const reader = readTurnAnswers()
    readers.push(reader)
    upstream.on('data', reader.take)
    client.pipe(upstream).pipe(client)
    client.once('close', () => upstream.destroy())
    upstream.once('close', () => client.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `turn:127.0.0.1:${(server.address() as AddressInfo).port}?transport=tcp`,
    answers: () => {
      const all = readers.map((reader) => reader.answers())
      return {
        allocated: all.some(({ allocated }) => allocated),
        allocationError:
          all.find(({ allocationError }) => allocationError !== undefined && allocationError !== 401)?.allocationError ??
          all.at(-1)?.allocationError,
        peerRefused: all.some(({ peerRefused }) => peerRefused),
      }
    },
    [Symbol.asyncDispose]: async () => {
      server.close()
      for (const socket of open) socket.destroy()
      await once(server, 'close')
    },
  }
}
