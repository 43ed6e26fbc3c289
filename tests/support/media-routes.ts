import type { BrowserContext, Page } from 'playwright-core'

/** How a connection's media goes. */
export interface MediaRoute {
  /** `udp`, `tcp`, or `turn/tls` and the like by way of a TURN server. */
  readonly protocol: string
  /** Where the other end said that it is. What is used can be another one: that from which its own packets were seen to come. */
  readonly offered: readonly string[]
}

export interface RouteOptions {
  /** Media only by way of a TURN server, as where nothing else gets out. */
  readonly relayed?: boolean
}

/** Runs in the page before its own scripts. */
const remember = ({ relayed }: { relayed: boolean }) => {
  const Original = window.RTCPeerConnection
  const made: RTCPeerConnection[] = []
  Object.assign(window, { peerConnections: made })
  window.RTCPeerConnection = class extends Original {
    constructor(configuration?: RTCConfiguration) {
      super(relayed ? { ...configuration, iceTransportPolicy: 'relay' } : configuration)
      made.push(this)
    }
  }
}

const used = async (): Promise<MediaRoute[]> => {
  const { peerConnections } = window as unknown as { peerConnections: RTCPeerConnection[] }
  const routes: MediaRoute[] = []
  for (const connection of peerConnections.filter(({ connectionState }) => connectionState === 'connected')) {
    const stats = await connection.getStats()
    for (const { type, selectedCandidatePairId } of stats.values()) {
      if (type !== 'transport' || !selectedCandidatePairId) continue
      const { relayProtocol, protocol } = stats.get(stats.get(selectedCandidatePairId).localCandidateId)
      const remote = [...stats.values()].filter((one) => one.type === 'remote-candidate' && one.candidateType !== 'prflx')
      routes.push({ protocol: relayProtocol ? `turn/${relayProtocol}` : protocol, offered: remote.map(({ address }) => address) })
    }
  }
  return routes
}

/** Lets every page of the context remember its peer connections, for what is below. */
export const rememberConnections = async (context: BrowserContext, { relayed = false }: RouteOptions = {}): Promise<void> => {
  await context.addInitScript(remember, { relayed })
}

/** The routes that carry the page's media now, one for each connection. */
export const mediaRoutes = (page: Page): Promise<readonly MediaRoute[]> => page.evaluate(used)

/** How many peer connections the page has made since it was opened. */
export const connectionsMade = (page: Page): Promise<number> =>
  page.evaluate(() => (window as unknown as { peerConnections: unknown[] }).peerConnections.length)
