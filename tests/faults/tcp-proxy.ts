import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface TcpProxy extends AsyncDisposable {
  readonly port: number
  /** How many connections it has cut. */
  readonly cuts: () => number
}

export interface TcpProxyOptions {
  readonly target: { readonly host: string; readonly port: number }
  /** Asked when the target says something: `cut` loses what it says, and the connection with it. */
  readonly decide: () => 'pass' | 'cut'
}

/** Between two parts, to lose replies of work that was done. */
export const startTcpProxy = async ({ target, decide }: TcpProxyOptions): Promise<TcpProxy> => {
  const open = new Set<Socket>()
  let cuts = 0
  const keep = (socket: Socket) => {
    open.add(socket)
    socket.once('close', () => open.delete(socket))
    // The other side learns by the close.
    socket.on('error', () => {})
  }
  const server = createServer((caller) => {
    const upstream = connect(target)
    for (const socket of [caller, upstream]) keep(socket)
    caller.pipe(upstream)
    upstream.on('data', (data) => {
      if (decide() === 'pass') return void caller.write(data)
      cuts += 1
      caller.destroy()
      upstream.destroy()
    })
    upstream.once('close', () => caller.destroy())
    caller.once('close', () => upstream.destroy())
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    cuts: () => cuts,
    [Symbol.asyncDispose]: async () => {
      server.close()
      for (const socket of open) socket.destroy()
      await once(server, 'close')
    },
  }
}
