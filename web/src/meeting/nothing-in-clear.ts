import type { E2EEWorkerMessage } from 'livekit-client'

/** Everybody's frames are to be decrypted, whatever is said of them. */
export const asEncrypted = (message: E2EEWorkerMessage): E2EEWorkerMessage =>
  message.kind === 'enable' ? { ...message, data: { ...message.data, enabled: true } } : message

/**
 * The SDK lets frames of a person through as they are once the server says of any of their tracks that it is not encrypted.
 * With this a frame that our key does not open is dropped: neither the server nor a guest can put anything into an encrypted meeting.
 */
export const takeNothingInClear = (worker: Worker): Worker => {
  const post = worker.postMessage.bind(worker)
  worker.postMessage = (message: E2EEWorkerMessage, more?: Transferable[] | StructuredSerializeOptions) =>
    Array.isArray(more) ? post(asEncrypted(message), more) : post(asEncrypted(message), more)
  return worker
}
