import { expect, test } from 'vitest'
import { picturesAskedFor, rtpStream, transportSequence } from './rtp.ts'

const options = { ssrc: 0x01020304, payloadType: 96, mid: '1', rid: 'q', nextTransportSequence: transportSequence() }

test('a packet has its extensions in whole words, and the payload after them', () => {
  const packet = rtpStream(options).packet(Buffer.of(7, 8), 0x0a0b0c0d, true)
  expect(packet.toString('hex')).toBe(
    // Version with extension, marker and type, sequence, timestamp, stream.
    '90e003050a0b0c0d01020304' +
      // Two words: section, layer, and the packet's number on its connection.
      'bede0002' +
      '10312071' +
      '31000100' +
      '0708',
  )
})

test('a report says what has been sent, and when', () => {
  const stream = rtpStream(options)
  stream.packet(Buffer.alloc(100), 0, false)
  stream.packet(Buffer.alloc(50), 0, false)
  const report = stream.report(1_500, 0x0a0b0c0d)
  expect(report.toString('hex')).toBe('80c8000601020304' + '83aa7e8180000000' + '0a0b0c0d' + '00000002' + '00000096')
})

test('who asks for a picture is found behind other reports', () => {
  const receiverReport = Buffer.from('80c9000100000001', 'hex')
  const asking = Buffer.from('81ce00020000000101020304', 'hex')
  const estimate = Buffer.from('8fce000200000001aaaaaaaa', 'hex')
  expect(picturesAskedFor(Buffer.concat([receiverReport, estimate, asking]))).toEqual([0x01020304])
})
