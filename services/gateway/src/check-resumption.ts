import { RundeError } from '@runde/contracts/errors'
import type { preHandlerAsyncHookHandler } from 'fastify'

/** Milliseconds that LiveKit has for saying whether a connection can be resumed. */
const patience = 2_000

const isResumption = (url: URL): boolean => url.searchParams.get('reconnect') === '1'

/**
 * The proxy accepts a WebSocket before it has spoken with LiveKit, so that a refusal would look like a broken line, and a
 * browser would go on resuming in a room that LiveKit lost. What LiveKit refuses is refused in the handshake, in its words.
 */
export const checkResumption =
  (livekitUrl: string): preHandlerAsyncHookHandler =>
  async (request, reply) => {
    const url = new URL(request.url, livekitUrl)
    if (!request.raw.headers.upgrade || !isResumption(url)) return undefined
    url.pathname += '/validate'
    const { authorization } = request.headers
    const answer = await fetch(url, { headers: authorization ? { authorization } : {}, signal: AbortSignal.timeout(patience) }).catch(
      (cause: unknown) => {
        throw new RundeError('unavailable', 'LiveKit does not answer.', { cause })
      },
    )
    if (answer.ok) return undefined
    return reply
      .code(answer.status)
      .type('text/plain')
      .send(await answer.text())
  }
