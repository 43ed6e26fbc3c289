import type { Stream } from '@runde/contracts/stream'
import { nanos, RetentionPolicy, type StreamConfig, type StreamInfo } from 'nats'
import { type NatsLink, untilRetry } from './nats-link.ts'

const configOf = (stream: Stream, replicas: number | undefined): Partial<StreamConfig> & { name: string } => ({
  name: stream.name,
  ...(replicas && { num_replicas: replicas }),
  subjects: [stream.subjects],
  retention: RetentionPolicy.Limits,
  max_age: nanos(stream.maxAge * 1_000),
  duplicate_window: nanos(stream.dedupeWindow * 1_000),
  allow_direct: true,
})

/** Ways of a stream into others, which ours do not have; whoever made it first may have given it some. */
const nothingElse = { republish: undefined, sources: undefined, subject_transform: undefined } as unknown as Partial<StreamConfig>

/** Creates the stream or brings its settings up to date: for the service that keeps it. */
export const ensureStream = async (
  { connection, replicas }: Pick<NatsLink, 'connection' | 'replicas'>,
  stream: Stream,
): Promise<StreamInfo> => {
  const { streams } = await connection.jetstreamManager()
  const exists = await streams.info(stream.name).then(
    () => true,
    () => false,
  )
  const config = configOf(stream, replicas)
  return exists ? streams.update(stream.name, { ...config, ...nothingElse }) : streams.add(config)
}

/** The stream for somebody who reads it: as it is, or a new one where there is none. */
export const openStream = async (link: NatsLink, stream: Stream): Promise<StreamInfo> => {
  if (link.keeps(stream)) return ensureStream(link, stream)
  const { streams } = await link.connection.jetstreamManager()
  return streams.info(stream.name).catch(() => streams.add(configOf(stream, link.replicas)))
}

/** Makes the streams and brings them up to date, now and after each loss of NATS, which may have lost its disk. */
export const keepStreams = (link: NatsLink, streams: readonly Stream[]): void => {
  const { closing, log, onReconnect } = link
  const keep = async (stream: Stream) => {
    while (!closing.aborted) {
      try {
        return await ensureStream(link, stream)
      } catch (error) {
        if (!closing.aborted) log.warn({ err: error, stream: stream.name }, 'stream cannot be kept, trying again')
      }
      await untilRetry()
    }
  }
  const keepAll = () => {
    for (const stream of streams) void keep(stream)
  }
  onReconnect(keepAll)
  keepAll()
}
