import type { Stream } from '@runde/contracts/stream'
import { type NatsConnection, nanos, RetentionPolicy, type StreamConfig, type StreamInfo } from 'nats'

const configOf = (stream: Stream): Partial<StreamConfig> & { name: string } => ({
  name: stream.name,
  subjects: [stream.subjects],
  retention: RetentionPolicy.Limits,
  max_age: nanos(stream.maxAge * 1_000),
  duplicate_window: nanos(stream.dedupeWindow * 1_000),
  allow_direct: true,
})

/** The stream as it is, or a new one: for whoever reads it. */
export const openStream = async (connection: NatsConnection, stream: Stream): Promise<StreamInfo> => {
  const { streams } = await connection.jetstreamManager()
  return streams.info(stream.name).catch(() => streams.add(configOf(stream)))
}

/** Creates the stream or brings its settings up to date: for whoever writes it, and has the right to that. */
export const ensureStream = async (connection: NatsConnection, stream: Stream): Promise<StreamInfo> => {
  const { streams } = await connection.jetstreamManager()
  const exists = await streams.info(stream.name).then(
    () => true,
    () => false,
  )
  return exists ? streams.update(stream.name, configOf(stream)) : streams.add(configOf(stream))
}
