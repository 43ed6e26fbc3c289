import type { ChatMessage } from '@runde/contracts/chat'
import { expect, test } from 'vitest'
import { ApiError } from '../../api.ts'
import { createInbox } from './create-inbox.ts'
import { compareIds, type Message } from './message.ts'

const said = (id: string, text = id): ChatMessage => ({
  message_id: id,
  participant_id: 'guest-1',
  display_name: 'Mira',
  sent_at: new Date(Number.parseInt(id, 10)).toISOString(),
  text,
})

/** An inbox at a server that has these messages, two on a page. */
const inboxAt = (...stored: ChatMessage[]) => {
  const server = { stored, asked: [] as string[], fails: [] as ApiError['code'][], open: (one: ChatMessage) => one.text }
  const news: Message[][] = []
  const inbox = createInbox({
    async read(after) {
      server.asked.push(after)
      const failure = server.fails.shift()
      if (failure) throw new ApiError(failure)
      const later = server.stored.filter(({ message_id }) => compareIds(message_id, after) > 0)
      return { messages: later.slice(0, 2), more: later.length > 2 }
    },
    open: async (one) => server.open(one),
    onNews: (messages) => void news.push([...messages]),
  })
  return { ...inbox, server, news, ids: () => inbox.messages().map(({ id }) => id) }
}

test('what was said is read page by page', async () => {
  const { ids, load, loaded, loading, server } = inboxAt(said('100000-0'), said('100000-1'), said('200000-0'))
  expect(loaded()).toBe(false)
  const loads = load()
  expect(loading()).toBe(true)
  await loads
  expect([ids(), loaded(), loading()]).toEqual([['100000-0', '100000-1', '200000-0'], true, false])
  expect(server.asked).toEqual(['', '100000-1'])
})

test('what is heard meanwhile is there once, in its place, and is news once', async () => {
  const { ids, load, hear, news } = inboxAt(said('100000-0'), said('200000-0'))
  await hear(said('300000-0'))
  await hear(said('200000-0'))
  await load()
  expect(ids()).toEqual(['100000-0', '200000-0', '300000-0'])
  expect(news.flat().map(({ id }) => id)).toEqual(['300000-0', '200000-0', '100000-0'])
})

test('after a gap it is read on from where nothing is missing, and a little before', async () => {
  const { ids, load, hear, missed, server } = inboxAt(said('100000-0'))
  await load()
  await hear(said('200000-0'))
  server.stored.push(said('200000-0'), said('300000-0'), said('400000-0'))
  server.fails = ['network']
  missed()
  // Heard after the gap, it does not hide what is in it.
  await hear(said('400000-0'))
  await load()
  expect(ids()).toEqual(['100000-0', '200000-0', '300000-0', '400000-0'])
  expect(server.asked.slice(0, 3)).toEqual(['', '190000-0', '190000-0'])
})

test('nothing is read of what may be missed before anybody wanted to read', async () => {
  const { missed, server } = inboxAt(said('100000-0'))
  missed()
  expect(server.asked).toEqual([])
})

test('a failure is told until it works, and what is there stays', async () => {
  const { ids, load, hear, failed, loaded, server } = inboxAt(said('100000-0'))
  server.fails = ['unavailable']
  await hear(said('200000-0'))
  await load()
  expect([ids(), failed()?.code, loaded()]).toEqual([['200000-0'], 'unavailable', false])
  await load()
  expect([ids(), failed(), loaded()]).toEqual([['100000-0', '200000-0'], undefined, true])
})

test('a server that says that there is more and gives nothing is not asked for ever', async () => {
  let asked = 0
  const inbox = createInbox({
    read: async () => {
      asked++
      return { messages: asked === 1 ? [said('100000-0')] : [], more: true }
    },
    open: async ({ text }) => text,
    onNews: () => undefined,
  })
  await inbox.load()
  expect([asked, inbox.loaded()]).toEqual([2, true])
})

test('what cannot be read is tried again, and only that', async () => {
  const { messages, load, openAgain, server, news } = inboxAt(said('100000-0', 'ja'), said('200000-0', 'nein'))
  server.open = ({ text }) => (text === 'ja' ? text : undefined)
  await load()
  expect(messages().map(({ text }) => text)).toEqual(['ja', undefined])
  const opened: string[] = []
  server.open = ({ message_id, text }) => {
    opened.push(message_id)
    return text
  }
  await openAgain()
  expect([messages().map(({ text }) => text), opened]).toEqual([['ja', 'nein'], ['200000-0']])
  expect(news.flat()).toHaveLength(2)
})
