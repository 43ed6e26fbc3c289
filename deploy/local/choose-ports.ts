import { portHolder } from './port-holder.ts'
import { freePorts, mediaPort, whyNotTcp } from './ports.ts'
import { Problem } from './problem.ts'

/** Every port of one start. All but the gateway's and the two for media are for this machine only. */
export interface Ports {
  readonly gateway: number
  readonly redis: number
  readonly nats: number
  readonly livekit: number
  readonly webhook: number
  readonly gatewayInternal: number
  readonly roomInternal: number
  readonly tokenInternal: number
  readonly webhookInternal: number
  readonly mediaUdp: number
  readonly mediaTcp: number
}

const preferredMedia = { udp: 7882, tcp: 7881 }

/** @throws Problem that says what to do where the port cannot be had */
export const checkPort = async (port: number, bind: string): Promise<void> => {
  const code = await whyNotTcp(port, bind)
  if (!code) return
  if (code === 'EADDRINUSE') {
    const holder = await portHolder(port)
    throw new Problem(
      `Port ${port} is in use${holder ? ` by ${holder}` : ''}. End that, or choose another: npm start -- --port ${port + 1}`,
    )
  }
  if (code === 'EACCES') throw new Problem(`Port ${port} needs more rights than you have. Choose one from 1024: npm start -- --port 8000`)
  throw new Problem(`Port ${port} at ${bind} cannot be had (${code}). Choose another: npm start -- --port ${port + 1}`)
}

export const choosePorts = async (gateway: number): Promise<Ports> => {
  const [redis = 0, nats = 0, livekit = 0, webhook = 0, gatewayInternal = 0, roomInternal = 0, tokenInternal = 0, webhookInternal = 0] =
    await freePorts(8)
  const mediaUdp = await mediaPort('udp', preferredMedia.udp)
  const mediaTcp = await mediaPort('tcp', preferredMedia.tcp)
  return { gateway, redis, nats, livekit, webhook, gatewayInternal, roomInternal, tokenInternal, webhookInternal, mediaUdp, mediaTcp }
}
