import { type MsgHdrs, headers as natsHeaders } from 'nats'
import type { Headers } from './deadline-headers.ts'

export const encodeHeaders = (values: Headers): MsgHdrs => {
  const encoded = natsHeaders()
  for (const [name, value] of Object.entries(values)) encoded.set(name, value)
  return encoded
}

export const decodeHeaders = (encoded: MsgHdrs | undefined): Headers =>
  Object.fromEntries((encoded?.keys() ?? []).map((name) => [name, encoded?.get(name) ?? '']))
