import { createSocket } from 'node:dgram'
import { connect, createServer, type Server } from 'node:net'
import { setTimeout as delay } from 'node:timers/promises'

const listen = (port: number, host: string | undefined): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer().on('error', reject)
    server.listen({ port, host, exclusive: true }, () => resolve(server))
  })

const portOf = (server: Server): number => {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('not a TCP server')
  return address.port
}

const close = (server: Server) => new Promise<void>((resolve) => server.close(() => resolve()))

/** Distinct free TCP ports. */
export const freePorts = async (count: number, host = '127.0.0.1'): Promise<number[]> => {
  const servers = await Promise.all(Array.from({ length: count }, () => listen(0, host)))
  const ports = servers.map(portOf)
  await Promise.all(servers.map(close))
  return ports
}

/** @returns undefined where the port can be had, otherwise the system's code, such as EADDRINUSE or EACCES */
export const whyNotTcp = async (port: number, host?: string): Promise<string | undefined> => {
  try {
    await close(await listen(port, host))
    return undefined
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error)
  }
}

const isUdpFree = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = createSocket('udp4')
    socket.on('error', () => resolve(false))
    socket.bind({ port, exclusive: true }, () => socket.close(() => resolve(true)))
  })

const maxPort = 65_535

/** The preferred port or the next one above it that is free on every address. */
export const mediaPort = async (kind: 'udp' | 'tcp', preferred: number): Promise<number> => {
  for (let port = preferred; port <= maxPort; port += 10) {
    if (kind === 'udp' ? await isUdpFree(port) : !(await whyNotTcp(port))) return port
  }
  throw new Error(`no free ${kind} port from ${preferred} upwards`)
}

export const isListening = (port: number, host = '127.0.0.1'): Promise<boolean> =>
  new Promise((resolve) => {
    const socket = connect({ port, host })
    const answer = (listening: boolean) => {
      socket.destroy()
      resolve(listening)
    }
    socket.once('connect', () => answer(true)).once('error', () => answer(false))
  })

const pollEvery = 25

/** Waits until something listens; the signal says how long. */
export const untilListening = async (port: number, signal: AbortSignal, host = '127.0.0.1'): Promise<void> => {
  while (!(await isListening(port, host))) await delay(pollEvery, undefined, { signal })
}
