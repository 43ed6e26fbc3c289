import { randomInt } from 'node:crypto'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { connect, createServer } from 'node:net'

const host = '127.0.0.1'

/** Below every system's range for outgoing connections, so that a server that is away for a while finds its port again. */
const range = [20_000, 30_000] as const

const bindTcp = async (port: number) => {
  const server = createServer().listen(port, host)
  await once(server, 'listening')
  server.close()
  await once(server, 'close')
}

const bindUdp = async (port: number) => {
  const socket = createSocket('udp4').bind(port, host)
  await once(socket, 'listening')
  socket.close()
  await once(socket, 'close')
}

const handedOut = new Set<number>()

const free = async (bind: (port: number) => Promise<void>): Promise<number> => {
  for (let tries = 0; tries < 100; tries += 1) {
    const port = randomInt(...range)
    if (handedOut.has(port)) continue
    const taken = await bind(port).then(
      () => false,
      () => true,
    )
    if (taken) continue
    handedOut.add(port)
    return port
  }
  throw new Error(`no free port found between ${range[0]} and ${range[1]}`)
}

/** A TCP port of this machine that was free a moment ago. */
export const freePort = (): Promise<number> => free(bindTcp)

/** The same for UDP. */
export const freeUdpPort = (): Promise<number> => free(bindUdp)

/** Whether somebody listens on the TCP port. */
export const answers = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect(port, host)
    const end = (open: boolean) => {
      socket.destroy()
      resolve(open)
    }
    socket.once('connect', () => end(true)).once('error', () => end(false))
  })
