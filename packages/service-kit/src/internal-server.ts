import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Telemetry } from './telemetry.ts'

export interface InternalServer extends AsyncDisposable {
  readonly port: number
}

/**
 * `/livez`: the event loop turns. `/readyz`: booted and not draining, whatever the state of shared dependencies, for
 * restarting every replica would not bring a lost Redis back. `/metrics`: Prometheus. Never exposed to the internet.
 */
export const startInternalServer = async (
  address: { host: string; port: number },
  { telemetry, isReady }: { telemetry: Telemetry; isReady: () => boolean },
): Promise<InternalServer> => {
  const server = createServer((request, response) => {
    const say = (status: number, text: string) => response.writeHead(status, { 'content-type': 'text/plain' }).end(`${text}\n`)
    switch (request.url) {
      case '/livez':
        return say(200, 'alive')
      case '/readyz':
        return isReady() ? say(200, 'ready') : say(503, 'not ready')
      case '/metrics':
        return telemetry.metrics(request, response)
      default:
        return say(404, 'not found')
    }
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject).listen(address.port, address.host, resolve)
  })
  return {
    port: (server.address() as AddressInfo).port,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
