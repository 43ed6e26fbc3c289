import { afterAll, beforeAll } from 'vitest'
import { freePort, freeUdpPort } from '../support/ports.ts'
import type { LiveKitSettings } from '../support/server-plans.ts'
import { type Servers, startServers } from '../support/servers.ts'
import { type Stack, type StackOptions, startStack } from '../support/stack.ts'
import { type CertificateFiles, makeCertificate } from './make-certificate.ts'
import { insistOnOwnNetwork } from './own-network.ts'
import { startTlsFront } from './tls-front.ts'

export interface WorldOptions {
  /** Other settings of LiveKit than those that work. */
  readonly livekit?: (settings: LiveKitSettings) => LiveKitSettings
  readonly env?: StackOptions['env']
}

/** A whole installation: servers, services, TLS in front of them, TURN on port 443. */
export interface World {
  readonly servers: Servers
  readonly stack: Stack
  /** Of the front. */
  readonly url: string
  /** Of the first gateway, behind the front. */
  readonly gatewayPort: number
  readonly certificate: CertificateFiles
  readonly udpPort: number
  readonly tcpPort: number
}

/** The only one that LiveKit tells browsers. */
export const turnPort = 443

const start = async (options: WorldOptions, resources: AsyncDisposableStack): Promise<World> => {
  insistOnOwnNetwork()
  const certificate = resources.use(await makeCertificate({ hosts: ['localhost', '127.0.0.1'] }))
  const [udpPort, tcpPort, frontPort] = [await freeUdpPort(), await freePort(), await freePort()]
  const working = (settings: LiveKitSettings): LiveKitSettings => ({
    ...settings,
    rtc: { ...settings.rtc, udp_port: udpPort, tcp_port: tcpPort },
    turn: {
      enabled: true,
      domain: '127.0.0.1',
      tls_port: turnPort,
      cert_file: certificate.certFile,
      key_file: certificate.keyFile,
      relay_range_start: 40_000,
      relay_range_end: 40_999,
      allow_restricted_peer_cidrs: ['127.0.0.1/32'],
    },
  })
  const change = options.livekit ?? ((settings) => settings)
  const servers = resources.use(await startServers({ way: 'local', changeLiveKit: (settings) => change(working(settings)) }))
  const url = `https://localhost:${frontPort}`
  const env = { ...options.env, gateway: { FRONTEND_URL: url, ...options.env?.gateway } }
  const stack = resources.use(await startStack({ servers, env }))
  const gatewayPort = Number(new URL(stack.baseUrl).port)
  resources.use(await startTlsFront({ port: frontPort, target: gatewayPort, certificate }))
  return { servers, stack, url, gatewayPort, certificate, udpPort, tcpPort }
}

/** Starts it before the tests of a file or a block and ends it afterwards. */
export const world = (options: WorldOptions = {}): (() => World) => {
  const resources = new AsyncDisposableStack()
  let started: World | undefined
  beforeAll(async () => {
    started = await start(options, resources)
  })
  afterAll(() => resources.disposeAsync())
  return () => {
    if (!started) throw new Error('the world has not started')
    return started
  }
}
