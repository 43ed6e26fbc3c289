import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import http, { type IncomingMessage } from 'node:http'
import https from 'node:https'
import { pipeline } from 'node:stream/promises'
import { errorCode } from './problem.ts'

export interface DownloadOptions {
  readonly signal?: AbortSignal | undefined
  readonly onProgress?: (received: number, total: number | undefined) => void
  /** Milliseconds until the server must have begun to answer. */
  readonly answerWithin?: number
  /** Milliseconds that may pass without a byte. */
  readonly silenceWithin?: number
}

const maxRedirects = 5
// Proxies are honoured as everywhere else: by HTTPS_PROXY and NO_PROXY.
const agents = { 'http:': new http.Agent({ proxyEnv: process.env }), 'https:': new https.Agent({ proxyEnv: process.env }) }

const request = (url: URL, { signal, answerWithin = 6_000 }: DownloadOptions): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const { get } = url.protocol === 'https:' ? https : http
    const options = { agent: agents[url.protocol === 'https:' ? 'https:' : 'http:'], ...(signal ? { signal } : {}) }
    const outgoing = get(url, options, (response) => {
      clearTimeout(timer)
      resolve(response)
    })
    const timer = setTimeout(
      () => outgoing.destroy(new Error(`${url.hostname} did not answer within ${answerWithin / 1000} s`)),
      answerWithin,
    )
    outgoing.on('error', (cause) => {
      clearTimeout(timer)
      const unreachable = new Error(`${url.hostname} cannot be reached (${errorCode(cause)})`, { cause })
      reject(errorCode(cause) && !signal?.aborted ? unreachable : cause)
    })
  })

const open = async (url: URL, options: DownloadOptions, redirects = 0): Promise<IncomingMessage> => {
  const response = await request(url, options)
  const { statusCode = 0, headers } = response
  if (statusCode === 200) return response
  response.resume()
  if (headers.location && statusCode >= 300 && statusCode < 400 && redirects < maxRedirects) {
    return open(new URL(headers.location, url), options, redirects + 1)
  }
  throw new Error(`${url.hostname} answered ${statusCode}`)
}

/** Writes what the URL holds into the file. @returns its SHA-256 in hexadecimal digits */
export const download = async (url: string, file: string, options: DownloadOptions = {}): Promise<string> => {
  const response = await open(new URL(url), options)
  const total = Number(response.headers['content-length']) || undefined
  const { silenceWithin = 20_000 } = options
  response.setTimeout(silenceWithin, () => response.destroy(new Error(`nothing came for ${silenceWithin / 1000} s`)))
  const hash = createHash('sha256')
  let received = 0
  response.on('data', (chunk: Buffer) => {
    hash.update(chunk)
    received += chunk.length
    options.onProgress?.(received, total)
  })
  await pipeline(response, createWriteStream(file))
  if (total && received !== total) throw new Error(`only ${received} of ${total} bytes came`)
  return hash.digest('hex')
}
