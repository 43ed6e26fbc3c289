import { PassThrough, type Readable } from 'node:stream'
import type { Reader } from './live-feed.ts'
import { eventFrame, heartbeatFrame, retryFrame } from './live-frames.ts'

export interface EventStreamOptions {
  /** Aborted when the server drains. */
  readonly draining: AbortSignal
  /** Milliseconds between two signs of life. */
  readonly heartbeat: number
  /** Milliseconds after which the browser is sent elsewhere, so that new replicas get their share. */
  readonly longest: number
  readonly random?: () => number
}

/** Bytes that may wait for a browser that does not read. */
const mostWaiting = 65_536
/** Milliseconds that browsers wait before they come back; spread, so that a restarted replica is not met by all at once. */
const comeBack = { least: 1_000, most: 3_000 }

/** One response that does not end by itself: frames of events, heartbeats in between, and a hint when to come back at the end. */
export const openEventStream = ({
  draining,
  heartbeat,
  longest,
  random = Math.random,
}: EventStreamOptions): Reader & { readonly body: Readable } => {
  const body = new PassThrough({ writableHighWaterMark: mostWaiting })
  const write = (frame: string) => {
    // Nobody reads at the other end, and memory is not for keeping what nobody reads.
    if (!body.destroyed && !body.writableEnded && !body.write(frame)) body.destroy()
  }
  const hint = () => retryFrame(comeBack.least + random() * (comeBack.most - comeBack.least))
  const end = () => {
    if (!body.destroyed && !body.writableEnded) body.end()
  }
  const sendElsewhere = () => {
    write(hint())
    end()
  }
  const beating = setInterval(() => write(heartbeatFrame), heartbeat)
  const aging = setTimeout(sendElsewhere, longest * (0.75 + random() / 2))
  draining.addEventListener('abort', sendElsewhere, { once: true })
  body.once('close', () => {
    clearInterval(beating)
    clearTimeout(aging)
    draining.removeEventListener('abort', sendElsewhere)
  })
  write(hint())
  return { body, tell: (event, position) => write(eventFrame(event, position)), end }
}
