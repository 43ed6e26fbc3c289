import { isSpanContextValid, trace } from '@opentelemetry/api'
import { type Logger, pino } from 'pino'

export type { Logger }

export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal'] as const

/** The trace that the line belongs to, so that a log leads to its trace and back. */
const traceOfNow = () => {
  const span = trace.getActiveSpan()?.spanContext()
  return span && isSpanContextValid(span) ? { trace_id: span.traceId, span_id: span.spanId } : {}
}

/** JSON lines on standard output. Identifiers are `meeting_id` and `participant_id` everywhere; secrets are never passed to it. */
export const createLogger = (service: string, level: (typeof logLevels)[number]): Logger =>
  pino({
    level,
    base: { service },
    messageKey: 'message',
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label) => ({ level: label }) },
    mixin: traceOfNow,
    // LiveKit's client puts its token into the query: no address is logged with one, whichever library logs it. An error of Redis
    // carries the whole command that failed, with all that somebody sent: of it the name must do.
    redact: {
      paths: ['url', '*.url', '*.command.args'],
      censor: (value) => (typeof value === 'string' ? value.split('?')[0] : '[redacted]'),
    },
  })
