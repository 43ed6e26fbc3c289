import { type Attributes, type Context, context, type Span, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api'
import { suppressTracing } from '@opentelemetry/core'
import { RundeError } from '@runde/contracts/errors'

const tracer = trace.getTracer('runde')

export interface SpanOptions {
  readonly kind?: SpanKind
  readonly attributes?: Attributes
  /** Default: the context that is active now. */
  readonly parent?: Context
}

/** Runs `work` without spans: what happens every second for ever is no trace that anybody looks for. */
export const untraced = <T>(work: () => Promise<T>): Promise<T> => context.with(suppressTracing(context.active()), work)

/** An expected refusal (a full meeting, say) is an answer, not a fault of the span. */
const isFault = (error: unknown) => !(error instanceof RundeError) || error.code === 'internal' || error.code === 'unavailable'

/** Runs `work` inside a span that ends with it and carries its error. */
export const inSpan = <T>(name: string, options: SpanOptions, work: (span: Span) => Promise<T>): Promise<T> =>
  tracer.startActiveSpan(
    name,
    { kind: options.kind ?? SpanKind.INTERNAL, attributes: options.attributes ?? {} },
    options.parent ?? context.active(),
    async (span) => {
      try {
        return await work(span)
      } catch (error) {
        if (error instanceof RundeError) span.setAttribute('error.type', error.code)
        if (isFault(error)) {
          span.recordException(error as Error)
          span.setStatus({ code: SpanStatusCode.ERROR, message: (error as Error).message })
        }
        throw error
      } finally {
        span.end()
      }
    },
  )
