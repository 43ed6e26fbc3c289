import type { Stream } from '@runde/contracts/stream'
import { type NatsConnection, nanos, RetentionPolicy, type StreamInfo } from 'nats'

/** Creates the stream or brings its settings up to date. */
export const ensureStream = async (connection: NatsConnection, stream: Stream): Promise<StreamInfo> => {
  const { streams } = await connection.jetstreamManager()
  const config = {
    name: stream.name,
    subjects: [stream.subjects],
    retention: RetentionPolicy.Limits,
    max_age: nanos(stream.maxAge * 1_000),
    duplicate_window: nanos(stream.dedupeWindow * 1_000),
    allow_direct: true,
  }
  const exists = await streams.info(stream.name).then(
    () => true,
    () => false,
  )
  return exists ? streams.update(stream.name, config) : streams.add(config)
}
