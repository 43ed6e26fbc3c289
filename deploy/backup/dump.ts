import { createReadStream } from 'node:fs'
import { open, stat } from 'node:fs/promises'
import { Problem } from '../local/problem.ts'
import { crc64 } from './crc64.ts'

/** redis-cli leaves the mark by which it knew the end behind what it writes to its output. */
const markLength = 40
const checksumLength = 8
const endOfDump = 0xff

const tail = async (path: string, size: number): Promise<Buffer> => {
  const length = Math.min(size, markLength + checksumLength + 1)
  await using file = await open(path)
  const { buffer } = await file.read(Buffer.alloc(length), 0, length, size - length)
  return buffer
}

const checksumOf = async (path: string, length: number): Promise<bigint> => {
  const crc = crc64()
  for await (const chunk of createReadStream(path, { end: length - 1 })) crc.update(chunk as Buffer)
  return crc.digest()
}

const beginsWell = async (path: string): Promise<boolean> => {
  await using file = await open(path)
  const { buffer } = await file.read(Buffer.alloc(5), 0, 5, 0)
  return buffer.toString('latin1') === 'REDIS'
}

/**
 * How many bytes of the file are a whole dump of Redis (RDB), by the checksum at its end.
 * @throws Problem when something is missing or was changed
 */
export const lengthOfDump = async (path: string): Promise<number> => {
  const { size } = await stat(path)
  const end = await tail(path, size)
  for (const behind of [0, markLength]) {
    const length = size - behind
    const at = end.length - behind - checksumLength
    if (at < 1 || end[at - 1] !== endOfDump) continue
    if ((await beginsWell(path)) && (await checksumOf(path, length - checksumLength)) === end.readBigUInt64LE(at)) return length
  }
  throw new Problem(`${path} is no whole dump of Redis: its end or its checksum is not as it must be.`)
}
