import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { errors, RundeError } from '@runde/contracts/errors'
import type { Telemetry } from './telemetry.ts'

export interface InternalServer extends AsyncDisposable {
  readonly port: number
}

/** What a service shows its operator: the answer of each path, sent as JSON. */
export type InternalRoutes = Map<string, () => Promise<unknown>>

const answerJson = async (response: ServerResponse, work: () => Promise<unknown>): Promise<void> => {
  const send = (status: number, body: unknown) =>
    response.writeHead(status, { 'content-type': 'application/json' }).end(`${JSON.stringify(body)}\n`)
  try {
    send(200, await work())
  } catch (error) {
    const { code, message } = error instanceof RundeError ? error : new RundeError('internal', 'unexpected error')
    send(errors[code].status, { code, detail: message })
  }
}

interface Internals {
  readonly telemetry: Telemetry
  readonly isReady: () => boolean
  readonly routes: InternalRoutes
}

/**
 * `/livez`: the event loop turns. `/readyz`: booted and not draining, whatever the state of shared dependencies, for
 * restarting every replica would not bring a lost Redis back. `/metrics`: Prometheus. `routes`: what the service adds, at any
 * time. Never exposed to the internet.
 */
export const startInternalServer = async (
  address: { host: string; port: number },
  { telemetry, isReady, routes }: Internals,
): Promise<InternalServer> => {
  const server = createServer((request, response) => {
    const say = (status: number, text: string) => response.writeHead(status, { 'content-type': 'text/plain' }).end(`${text}\n`)
    const route = routes.get(request.url ?? '')
    if (route) return answerJson(response, route)
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
