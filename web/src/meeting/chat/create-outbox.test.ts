import type { ChatMessage } from '@runde/contracts/chat'
import type { MessageBody } from '@runde/contracts/rest'
import { expect, test } from 'vitest'
import { ApiError } from '../../api.ts'
import { createOutbox } from './create-outbox.ts'
import { asMessage } from './message.ts'
import type { Seal } from './seal.ts'

const own = 'guest-1'

/** An outbox at a server that fails with what `fails` names, once for each entry. */
const outbox = (seal?: Seal) => {
  const server = { sent: [] as { readonly body: MessageBody; readonly key: string }[], fails: [] as (ApiError['code'] | undefined)[], seal }
  const arrived: ChatMessage[] = []
  const box = createOutbox({
    async send(body, key) {
      server.sent.push({ body, key })
      const failure = server.fails.shift()
      if (failure) throw new ApiError(failure)
      return { message_id: `${server.sent.length}-0`, participant_id: own, display_name: 'Mira', sent_at: '2026-11-27T15:00:00Z', ...body }
    },
    onSent: async (message) => void arrived.push(message),
    seal: () => server.seal,
    own: () => own,
    now: () => 100_000,
  })
  const states = () => box.outgoing().map(({ text, failure }) => [text, failure])
  const settled = () => expect.poll(() => box.outgoing().every(({ failure }) => failure !== undefined)).toBe(true)
  return { ...box, server, arrived, states, settled }
}

const sealing = (name: string): Seal => {
  let count = 0
  return { close: async (text) => `${name}${count++}${text}`, open: async () => undefined }
}

test('what is written is on its way until it has arrived, in order', async () => {
  const { send, states, settled, arrived, server } = outbox()
  send('eins')
  send('zwei')
  expect(states()).toEqual([
    ['eins', undefined],
    ['zwei', undefined],
  ])
  await settled()
  expect([states(), arrived.map(({ text }) => text)]).toEqual([[], ['eins', 'zwei']])
  expect(new Set(server.sent.map(({ key }) => key)).size).toBe(2)
})

test('what did not arrive stays, with the reason, and is the same message when it is sent again', async () => {
  const { send, sendAgain, outgoing, states, settled, server } = outbox()
  server.fails = ['network', 'chat_forbidden']
  send('eins')
  send('zwei')
  await settled()
  expect(states()).toEqual([
    ['eins', 'silent'],
    ['zwei', 'closed'],
  ])
  sendAgain(outgoing()[0]?.key ?? '')
  expect(states()[0]).toEqual(['eins', undefined])
  await settled()
  expect(states()).toEqual([['zwei', 'closed']])
  expect(server.sent[2]).toEqual(server.sent[0])
  expect(server.sent[1]?.key).not.toBe(server.sent[0]?.key)
})

test('it is sent once, however often the button is pressed', async () => {
  const { send, sendAgain, outgoing, settled, server } = outbox()
  server.fails = ['network']
  send('eins')
  await settled()
  const key = outgoing()[0]?.key ?? ''
  sendAgain(key)
  sendAgain(key)
  sendAgain('another')
  await settled()
  expect(server.sent).toHaveLength(2)
})

test('sealed it is the same again, until there is another key', async () => {
  const { send, sendAgain, outgoing, settled, server } = outbox(sealing('A'))
  server.fails = ['network', 'network']
  send('eins')
  await settled()
  const key = outgoing()[0]?.key ?? ''
  sendAgain(key)
  await settled()
  expect(server.sent[0]?.body).toEqual({ sealed: 'A0eins' })
  expect(server.sent[1]).toEqual(server.sent[0])
  server.seal = sealing('B')
  sendAgain(key)
  await settled()
  expect(server.sent[2]?.body).toEqual({ sealed: 'B0eins' })
  expect(server.sent[2]?.key).not.toBe(server.sent[0]?.key)
})

test('what is heard has arrived, whatever became of the answer, and keeps its row', async () => {
  const { send, sendAgain, outgoing, heard, keys, settled, server } = outbox()
  server.fails = ['network']
  send('eins')
  await settled()
  const key = outgoing()[0]?.key ?? ''
  const message = { message_id: '7-0', participant_id: own, display_name: 'Mira', sent_at: new Date(100_500).toISOString(), text: 'eins' }
  heard([asMessage({ ...message, participant_id: 'guest-2' }, 'eins')])
  expect(outgoing()).toHaveLength(1)
  heard([asMessage(message, 'eins')])
  expect([outgoing(), keys.get('7-0')]).toEqual([[], key])
  sendAgain(key)
  expect(server.sent).toHaveLength(1)
})
