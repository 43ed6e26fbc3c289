import { SignalRequest, SignalResponse } from '@livekit/protocol'

export type Request = SignalRequest['message']
export type Response = SignalResponse['message']

export interface Signalling {
  readonly send: (message: Request) => void
  readonly close: () => void
}

/** LiveKit's signalling, as its clients speak it; resolves when it is open. */
export const openSignalling = async (livekitUrl: string, token: string, onResponse: (response: Response) => void): Promise<Signalling> => {
  const query = new URLSearchParams({ access_token: token, auto_subscribe: '1', adaptive_stream: '1', protocol: '15', sdk: 'js' })
  const socket = new WebSocket(`${livekitUrl.replace('http', 'ws')}/rtc?${query}`)
  socket.binaryType = 'arraybuffer'
  const send = (message: Request) => socket.send(new Uint8Array(new SignalRequest({ message }).toBinary()))
  let pings: NodeJS.Timeout | undefined
  socket.addEventListener('message', ({ data }) => {
    const { message } = SignalResponse.fromBinary(new Uint8Array(data as ArrayBuffer))
    if (message.case === 'join')
      pings = setInterval(() => send({ case: 'ping', value: BigInt(Date.now()) }), 1_000 * (message.value.pingInterval || 5))
    onResponse(message)
  })
  await new Promise<void>((resolve, reject) => {
    socket.addEventListener('open', () => resolve())
    socket.addEventListener('error', () => reject(new Error('LiveKit refuses the connection')))
  })
  return {
    send,
    close: () => {
      clearInterval(pings)
      socket.close()
    },
  }
}
