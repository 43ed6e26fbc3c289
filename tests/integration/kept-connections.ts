import { Agent, type IncomingMessage, request } from 'node:http'
import { text } from 'node:stream/consumers'

export interface Sent {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly body?: object
}

export interface KeptConnections extends Disposable {
  /** @throws whatever befell the connection, unless nobody listened: then the next address has its turn. */
  readonly send: (sent: Sent) => Promise<{ readonly status: number; readonly body: string }>
}

const sendTo = (url: string, agent: Agent, { method, path, body }: Sent): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const headers = body === undefined ? {} : { 'content-type': 'application/json' }
    request(url + path, { method, agent, headers }, resolve)
      .once('error', reject)
      .end(body === undefined ? undefined : JSON.stringify(body))
  })

const isRefused = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ECONNREFUSED'

/** Takes each address in turn over connections that are kept, and knows nothing of who is ready: a plain load balancer. */
export const keptConnections = (urls: readonly string[]): KeptConnections => {
  const agents = urls.map(() => new Agent({ keepAlive: true }))
  let turn = 0
  return {
    async send(sent) {
      const first = turn++
      for (let tries = 0; ; tries++) {
        const at = (first + tries) % urls.length
        try {
          const answer = await sendTo(urls[at] ?? '', agents[at] ?? new Agent(), sent)
          return { status: answer.statusCode ?? 0, body: await text(answer) }
        } catch (error) {
          if (!isRefused(error) || tries === urls.length - 1) throw error
        }
      }
    },
    [Symbol.dispose]: () => {
      for (const agent of agents) agent.destroy()
    },
  }
}
