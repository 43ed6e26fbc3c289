import { Agent, request } from 'node:http'

export interface Upstream {
  readonly host: string
  readonly port: number
  /** Answers 200 while it takes requests. */
  readonly readyUrl: string
}

export interface HttpRequest {
  readonly method: 'GET' | 'POST'
  readonly path: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
}

export interface HttpAnswer {
  readonly status: number
  readonly body: string
}

/** Between callers and the gateways, as a proxy or a Kubernetes service stands there. */
export interface Balancer extends Disposable {
  /** @throws when no answer came: whether anything was done is open. */
  readonly send: (request: HttpRequest) => Promise<HttpAnswer>
  /** How often a kept connection turned out to be closed, so that the request went on to another at once. */
  readonly reconnected: () => number
}

/** Milliseconds that a browser waits. */
const patience = 10_000
/** Milliseconds between two probes of a gateway, and how long one may take. */
const probing = { every: 500, patience: 1_000 } as const

interface Backend extends Upstream {
  readonly agent: Agent
  up: boolean
}

/** Milliseconds in which a connection that had been closed before shows it; later, the request may have been under way. */
const staleWithin = 100

type Failure = NodeJS.ErrnoException & { readonly stale?: boolean }

const isReset = ({ code, message }: NodeJS.ErrnoException) => code === 'ECONNRESET' || code === 'EPIPE' || message === 'socket hang up'

const sendTo = ({ host, port, agent }: Backend, { method, path, headers = {}, body }: HttpRequest): Promise<HttpAnswer> =>
  new Promise((resolve, reject) => {
    const start = performance.now()
    const length = body === undefined ? {} : { 'content-type': 'application/json', 'content-length': `${Buffer.byteLength(body)}` }
    const sent = request({ host, port, method, path, agent, headers: { ...headers, ...length } }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.once('error', reject)
      answer.once('end', () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString() }))
    })
    sent.once('error', (error) => {
      const stale = sent.reusedSocket && isReset(error) && performance.now() - start < staleWithin
      reject(Object.assign(error, { stale }))
    })
    const late = setTimeout(() => sent.destroy(new Error(`no answer within ${patience} ms`)), patience)
    sent.once('close', () => clearTimeout(late))
    sent.end(body)
  })

/** Takes a gateway that is not ready out with its idle connections, and with all of them when it does not answer at all. */
const probe = async (backend: Backend): Promise<void> => {
  try {
    backend.up = (await fetch(backend.readyUrl, { signal: AbortSignal.timeout(probing.patience) })).ok
    if (!backend.up) for (const idle of Object.values(backend.agent.freeSockets).flat()) idle?.destroy()
  } catch {
    if (backend.up) backend.agent.destroy()
    backend.up = false
  }
}

export interface BalancerOptions {
  /** Whether a request goes on at once when its kept connection turns out to be closed; true when not said. */
  readonly goOn?: boolean
}

export const startBalancer = (upstreams: readonly Upstream[], { goOn = true }: BalancerOptions = {}): Balancer => {
  const backends: Backend[] = upstreams.map((upstream) => ({ ...upstream, agent: new Agent({ keepAlive: true }), up: true }))
  const timers = backends.map((backend) => setInterval(() => void probe(backend), probing.every))
  let turn = 0
  let reconnected = 0
  const inOrder = () => {
    turn += 1
    const rotated = backends.map((_, index) => backends[(turn + index) % backends.length] as Backend)
    return [...rotated.filter(({ up }) => up), ...rotated.filter(({ up }) => !up)]
  }
  const send = async (wanted: HttpRequest): Promise<HttpAnswer> => {
    let failure: unknown = new Error('there is no gateway')
    let again = false
    for (const backend of [...inOrder(), ...inOrder()]) {
      try {
        return await sendTo(backend, wanted)
      } catch (error) {
        failure = error
        const { code, stale } = error as Failure
        // Nothing was sent: the next one may have it.
        if (code === 'ECONNREFUSED') continue
        if (!goOn || !stale || again) throw error
        again = true
        reconnected += 1
      }
    }
    throw failure
  }
  return {
    send,
    reconnected: () => reconnected,
    [Symbol.dispose]: () => {
      for (const timer of timers) clearInterval(timer)
      for (const { agent } of backends) agent.destroy()
    },
  }
}
