import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { testFolder } from '../local/test-folder.ts'
import { crc64 } from './crc64.ts'
import { lengthOfDump } from './dump.ts'

const checksum = (bytes: Uint8Array) => {
  const crc = crc64()
  crc.update(bytes)
  return crc.digest()
}

test('checksums are those of Redis, in however many pieces the bytes come', () => {
  // The check value that Redis's own crc64.c names.
  expect(checksum(Buffer.from('123456789'))).toBe(0xe9c6d914c4b8d9can)
  const crc = crc64()
  for (const piece of ['123', '', '456789']) crc.update(Buffer.from(piece))
  expect(crc.digest()).toBe(0xe9c6d914c4b8d9can)
})

const dump = (body: string) => {
  const bytes = Buffer.concat([Buffer.from(`REDIS0010${body}`), Buffer.from([0xff])])
  const end = Buffer.alloc(8)
  end.writeBigUInt64LE(checksum(bytes))
  return Buffer.concat([bytes, end])
}
const lengthOf = async (bytes: Buffer) => {
  await using folder = await testFolder()
  const path = join(folder.path, 'redis.rdb')
  await writeFile(path, bytes)
  return await lengthOfDump(path)
}

test.each(['', 'meetings', 'x'.repeat(200_000)])(
  'a whole dump ends where its checksum does, with a mark behind it or without',
  async (body) => {
    const whole = dump(body)
    expect(await lengthOf(whole)).toBe(whole.length)
    expect(await lengthOf(Buffer.concat([whole, Buffer.alloc(40, 'm')]))).toBe(whole.length)
  },
)

test.each([
  ['nothing', Buffer.alloc(0)],
  ['something else', Buffer.from('ERR no such user'.repeat(10))],
  ['half of it', dump('meetings'.repeat(20)).subarray(0, 90)],
  ['one bit another', Buffer.from(dump('meetings').map((byte, at) => (at === 12 ? byte ^ 1 : byte)))],
  ['another beginning', Buffer.from(dump('meetings').map((byte, at) => (at === 0 ? byte ^ 1 : byte)))],
])('is refused: %s', async (_, bytes) => {
  await expect(lengthOf(bytes)).rejects.toThrow('no whole dump of Redis')
})
