/** What a TURN server has granted and refused so far. */
export interface TurnAnswers {
  readonly allocated: boolean
  /** The last error code of an allocation; 401 comes before every success, as the demand for a password. */
  readonly allocationError: number | undefined
  /** A permission to send to LiveKit's address was refused. */
  readonly peerRefused: boolean
}

/** Message types of STUN (RFC 8489, 8656). */
const types = { allocateSuccess: 0x0103, allocateError: 0x0113, permissionError: 0x0118, channelError: 0x0119 }
const errorCodeAttribute = 0x0009
const headerLength = 20
/** Bytes; what is granted or refused comes first of all, and the rest is media. */
const longest = 65_536

const lengthOf = (bytes: Buffer): number => {
  const stated = bytes.readUInt16BE(2)
  const isStun = (bytes[0] ?? 0) >> 6 === 0
  return isStun ? headerLength + stated : 4 + Math.ceil(stated / 4) * 4
}

const errorCodeOf = (message: Buffer): number | undefined => {
  for (let at = headerLength; at + 8 <= message.length; ) {
    const length = message.readUInt16BE(at + 2)
    if (message.readUInt16BE(at) === errorCodeAttribute) return ((message[at + 6] ?? 0) & 7) * 100 + (message[at + 7] ?? 0)
    at += 4 + Math.ceil(length / 4) * 4
  }
  return undefined
}

/** Reads along what a TURN server answers over TCP. */
export const readTurnAnswers = (): { readonly take: (bytes: Buffer) => void; readonly answers: () => TurnAnswers } => {
  let rest = Buffer.alloc(0)
  let left = longest
  let answers: TurnAnswers = { allocated: false, allocationError: undefined, peerRefused: false }
  const note = (message: Buffer) => {
    const type = message.readUInt16BE(0)
    if (type === types.allocateSuccess) answers = { ...answers, allocated: true }
    if (type === types.allocateError) answers = { ...answers, allocationError: errorCodeOf(message) }
    if (type === types.permissionError || type === types.channelError) answers = { ...answers, peerRefused: true }
  }
  const take = (bytes: Buffer) => {
    if (left <= 0) return
    left -= bytes.length
    rest = Buffer.concat([rest, bytes])
    while (rest.length >= 4 && rest.length >= lengthOf(rest)) {
      const length = lengthOf(rest)
      if (length >= headerLength) note(rest.subarray(0, length))
      rest = rest.subarray(length)
    }
  }
  return { take, answers: () => answers }
}
