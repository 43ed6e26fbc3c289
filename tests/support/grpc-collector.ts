import { createServer, type ServerHttp2Session } from 'node:http2'
import type { AddressInfo } from 'node:net'

export interface GrpcCollector extends AsyncDisposable {
  /** Settings by which a service exports its spans to it. */
  readonly env: Readonly<Record<string, string>>
  /** The methods that were called. */
  readonly calls: readonly string[]
}

/** As much of a collector of OpenTelemetry as it takes to see that spans arrive by gRPC. */
export const startGrpcCollector = async (): Promise<GrpcCollector> => {
  const calls: string[] = []
  const sessions = new Set<ServerHttp2Session>()
  const server = createServer()
  server.on('session', (session) => sessions.add(session.on('close', () => sessions.delete(session))))
  server.on('stream', (stream, headers) => {
    stream.resume().on('end', () => {
      calls.push(String(headers[':path']))
      stream.on('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }))
      stream.respond({ ':status': 200, 'content-type': 'application/grpc' }, { waitForTrailers: true })
      // A message of no bytes, which is not compressed: an answer that has nothing to say.
      stream.end(Buffer.alloc(5))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    env: {
      OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      OTEL_BSP_SCHEDULE_DELAY: '100',
    },
    calls,
    async [Symbol.asyncDispose]() {
      for (const session of sessions) session.destroy()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
