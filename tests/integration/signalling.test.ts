import { get } from 'node:http'
import { paths } from '@runde/contracts/paths'
import { RoomServiceClient } from 'livekit-server-sdk'
import { beforeAll, expect, test } from 'vitest'
import { newMeeting } from './api.ts'
import { suite } from './suite.ts'

const world = suite()

const handshake = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': Buffer.alloc(16).toString('base64'),
}

/** What the gateway answers to somebody whose connection broke and who wants to go on with it. */
const resume = (token: string): Promise<{ status: number | undefined; text: string }> => {
  const url = `${world.stack.baseUrl}${paths.signalling}?access_token=${token}&reconnect=1&protocol=16`
  return new Promise((answer, fail) => {
    const request = get(url, { headers: handshake, agent: false })
    request.on('error', fail)
    request.on('upgrade', ({ statusCode: status }, socket) => {
      socket.destroy()
      answer({ status, text: '' })
    })
    request.on('response', async (response) => answer({ status: response.statusCode, text: (await response.toArray()).join('') }))
  })
}

let meeting: string
let token: string

beforeAll(async () => {
  meeting = (await newMeeting(world.client)).meeting_id
  token = (await world.client.join(meeting, { display_name: 'Ada' })).body.token
})

test('a connection goes on while its room stands', async () => {
  expect(await resume(token)).toMatchObject({ status: 101 })
})

test('a token that LiveKit does not know is refused', async () => {
  expect(await resume(`${token}x`)).toMatchObject({ status: 401 })
})

test('a connection into a room that LiveKit lost is refused at once, in the words by which its client knows', async () => {
  const { livekitUrl, apiKey, apiSecret } = world.servers
  await new RoomServiceClient(livekitUrl, apiKey, apiSecret).deleteRoom(meeting)
  expect(await resume(token)).toEqual({ status: 404, text: expect.stringContaining('requested room does not exist') })
})

test('while LiveKit is away, that is said', async () => {
  await world.servers.livekit.stop()
  expect(await resume(token)).toMatchObject({ status: 503 })
})
