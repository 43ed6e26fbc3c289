import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { ServiceName } from './service-process.ts'

export interface Span {
  readonly service: string
  readonly name: string
  readonly traceId: string
  readonly spanId: string
  readonly parentSpanId?: string
}

interface Export {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: readonly { readonly key: string; readonly value: { readonly stringValue?: string } }[] }
    readonly scopeSpans: readonly { readonly spans: readonly Omit<Span, 'service'>[] }[]
  }[]
}

export interface Collector extends AsyncDisposable {
  /** Settings by which every service exports its spans to it. */
  readonly env: Readonly<Record<ServiceName, Readonly<Record<string, string>>>>
  readonly spans: readonly Span[]
  /** All that arrived, as it arrived. */
  readonly exported: () => string
}

const spansOf = ({ resourceSpans }: Export): Span[] =>
  resourceSpans.flatMap(({ resource, scopeSpans }) => {
    const service = resource.attributes.find(({ key }) => key === 'service.name')?.value.stringValue ?? ''
    return scopeSpans.flatMap(({ spans }) => spans.map((span) => ({ ...span, service })))
  })

/** As much of a collector of OpenTelemetry as it takes to see what arrives. */
export const startCollector = async (): Promise<Collector> => {
  const spans: Span[] = []
  let exported = ''
  const server = createServer(async (request, response) => {
    const body = await text(request)
    exported += body
    spans.push(...spansOf(JSON.parse(body) as Export))
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}')
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const settings = {
    OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    OTEL_EXPORTER_OTLP_PROTOCOL: 'http/json',
    OTEL_BSP_SCHEDULE_DELAY: '100',
  }
  return {
    env: { gateway: settings, 'room-service': settings, 'token-service': settings, webhook: settings },
    spans,
    exported: () => exported,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
