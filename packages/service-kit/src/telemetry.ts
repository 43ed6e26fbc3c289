import type { IncomingMessage, ServerResponse } from 'node:http'
import { PrometheusExporter } from '@opentelemetry/exporter-prometheus'
import { RuntimeNodeInstrumentation } from '@opentelemetry/instrumentation-runtime-node'
import { envDetector } from '@opentelemetry/resources'
import { NodeSDK } from '@opentelemetry/sdk-node'
import type { Environment } from './config.ts'

/** Keeps spans recording when nobody collects them, so that logs carry trace ids and context still travels. */
const discarding = { onStart() {}, onEnd() {}, forceFlush: async () => {}, shutdown: async () => {} }

export interface Telemetry extends AsyncDisposable {
  /** Answers a request for `/metrics` in Prometheus's text format. */
  readonly metrics: (request: IncomingMessage, response: ServerResponse) => void
}

/**
 * Starts the OpenTelemetry SDK. Traces are exported when `OTEL_EXPORTER_OTLP_ENDPOINT` (or `_TRACES_ENDPOINT`) is set;
 * the other `OTEL_*` variables keep their standard meaning. Spans are made at our own seams, not by patching libraries:
 * a patched Node costs a gateway half of its throughput.
 */
export const startTelemetry = (service: string, environment: Environment): Telemetry => {
  const exporting = environment.OTEL_EXPORTER_OTLP_ENDPOINT || environment.OTEL_EXPORTER_OTLP_TRACES_ENDPOINT
  const prometheus = new PrometheusExporter({ preventServerStart: true })
  const sdk = new NodeSDK({
    serviceName: environment.OTEL_SERVICE_NAME ?? `runde-${service}`,
    // The environment's own words only: host, paths and command lines are nobody's business who reads metrics.
    resourceDetectors: [envDetector],
    metricReaders: [prometheus],
    logRecordProcessors: [],
    instrumentations: [new RuntimeNodeInstrumentation()],
    ...(exporting ? {} : { spanProcessors: [discarding] }),
  })
  sdk.start()
  return {
    metrics: (request, response) => prometheus.getMetricsRequestHandler(request, response),
    [Symbol.asyncDispose]: () => sdk.shutdown(),
  }
}
