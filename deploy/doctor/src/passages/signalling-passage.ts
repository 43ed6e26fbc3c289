import { once } from 'node:events'
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http'
import { request as httpsRequest } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { Duplex } from 'node:stream'

/** What stood in the way of the last connection. */
export type Obstacle = { readonly status: number } | { readonly error: Error }

export interface SignallingPassage extends AsyncDisposable {
  /** `ws://127.0.0.1:port`, with the path of the target. */
  readonly url: string
  readonly obstacle: () => Obstacle | undefined
}

const headLines = ({ statusCode, statusMessage, rawHeaders }: IncomingMessage): string => {
  const lines = [`HTTP/1.1 ${statusCode} ${statusMessage}`]
  for (let at = 0; at < rawHeaders.length; at += 2) lines.push(`${rawHeaders[at]}: ${rawHeaders[at + 1]}`)
  return `${lines.join('\r\n')}\r\n\r\n`
}

/**
 * LiveKit's native client can be told neither of an authority of one's own nor to overlook a certificate. So it speaks plainly
 * with us, on this machine, and TLS is ours, with the same trust as every other check.
 * @param target `wss://host[:port][/path]` as `join` tells it
 */
export const openSignallingPassage = async (target: URL): Promise<SignallingPassage> => {
  let obstacle: Obstacle | undefined
  const open = new Set<Duplex>()
  const keep = (socket: Duplex) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket)).on('error', () => {})
  }
  const send = (incoming: IncomingMessage) => {
    const upstream = new URL(incoming.url ?? '/', target.href.replace(/^ws/, 'http'))
    const ask = upstream.protocol === 'https:' ? httpsRequest : httpRequest
    return ask(upstream, { method: incoming.method, headers: { ...incoming.headers, host: target.host }, agent: false })
  }
  const server = createServer((incoming, outgoing) => {
    const asking = send(incoming)
    asking.once('response', (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.rawHeaders)
      answer.pipe(outgoing)
    })
    asking.once('error', (error) => {
      obstacle = { error }
      outgoing.destroy()
    })
    incoming.pipe(asking)
  })
  server.on('connection', (socket: Socket) => keep(socket))
  server.on('upgrade', (incoming, socket, early) => {
    const asking = send(incoming)
    asking.once('upgrade', (answer, upstream, first) => {
      keep(upstream)
      socket.write(headLines(answer))
      socket.write(first)
      upstream.write(early)
      socket.pipe(upstream).pipe(socket)
      socket.once('close', () => upstream.destroy())
      upstream.once('close', () => socket.destroy())
    })
    asking.once('response', (answer) => {
      obstacle = { status: answer.statusCode ?? 0 }
      socket.end(headLines(answer))
      answer.resume()
    })
    asking.once('error', (error) => {
      obstacle = { error }
      socket.destroy()
    })
    asking.end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `ws://127.0.0.1:${(server.address() as AddressInfo).port}${target.pathname.replace(/\/$/, '')}`,
    obstacle: () => obstacle,
    [Symbol.asyncDispose]: async () => {
      server.close()
      for (const socket of open) socket.destroy()
      await once(server, 'close')
    },
  }
}
