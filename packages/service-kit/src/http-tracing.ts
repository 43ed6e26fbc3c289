import { context, metrics, propagation, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import type { FastifyInstance, FastifyRequest } from 'fastify'

const tracer = trace.getTracer('runde')
/** Made when it is needed: what is made before telemetry has started measures nothing, for ever. */
const durations = () =>
  metrics.getMeter('runde').createHistogram('http.server.request.duration', {
    unit: 's',
    description: 'Time from the request to the end of its answer',
    advice: { explicitBucketBoundaries: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] },
  })

const attributesOf = (request: FastifyRequest) => ({
  'http.request.method': request.method,
  'http.route': request.routeOptions.url ?? 'unknown',
})

/** A span and a measurement for each request, under the trace that the caller began, if it did. Queries and bodies stay out. */
export const traceRequests = (app: FastifyInstance): void => {
  const duration = durations()
  const spans = new WeakMap<FastifyRequest, Span>()
  app.addHook('onRequest', (request, _reply, done) => {
    const attributes = attributesOf(request)
    const parent = propagation.extract(context.active(), request.headers)
    const span = tracer.startSpan(`${request.method} ${attributes['http.route']}`, { kind: SpanKind.SERVER, attributes }, parent)
    spans.set(request, span)
    context.with(trace.setSpan(parent, span), done)
  })
  app.addHook('onResponse', async (request, reply) => {
    const status = { 'http.response.status_code': reply.statusCode }
    duration.record(reply.elapsedTime / 1_000, { ...attributesOf(request), ...status })
    const span = spans.get(request)?.setAttributes(status)
    if (reply.statusCode >= 500) span?.setStatus({ code: SpanStatusCode.ERROR })
    span?.end()
  })
}
