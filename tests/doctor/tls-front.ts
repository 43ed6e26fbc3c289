import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { createServer } from 'node:tls'
import type { CertificateFiles } from './make-certificate.ts'

export interface FrontOptions {
  /** Where it listens. */
  readonly port: number
  /** Of the gateway, which speaks plain http. */
  readonly target: number
  readonly certificate: CertificateFiles
  /** It passes an answer on when the answer is over, as a proxy with a buffer does it. */
  readonly buffers?: boolean
}

/** What terminates TLS in front of the gateway, as an ingress does. */
export const startTlsFront = async ({ port, target, certificate, buffers = false }: FrontOptions): Promise<AsyncDisposable> => {
  const open = new Set<Socket>()
  const keep = (socket: Socket) => {
    open.add(socket)
    // The other side learns by the close.
    socket.once('close', () => open.delete(socket)).on('error', () => {})
  }
  const server = createServer({ cert: certificate.cert, key: certificate.key }, (client) => {
    const upstream = connect(target, '127.0.0.1')
    for (const socket of [client, upstream]) keep(socket)
    client.pipe(upstream)
    if (buffers) {
      const held: Buffer[] = []
      upstream.on('data', (data: Buffer) => held.push(data)).once('end', () => client.end(Buffer.concat(held)))
    } else upstream.pipe(client)
    client.once('close', () => upstream.destroy())
    upstream.once('close', () => client.end())
  }).listen(port)
  // A caller who does not like the certificate hangs up.
  server.on('tlsClientError', () => {})
  await once(server, 'listening')
  return {
    [Symbol.asyncDispose]: async () => {
      server.close()
      for (const socket of open) socket.destroy()
      await once(server, 'close')
    },
  }
}
