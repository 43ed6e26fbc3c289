import { ownPaths } from '@runde/contracts/own-paths'
import { pathTo } from '@runde/contracts/paths'
import type { Route } from 'playwright-core'
import { expect, test } from 'vitest'
import type { Person } from '../support/person.ts'
import { until } from '../support/wait.ts'
import { shoot } from './shoot.ts'
import { useWorld } from './world.ts'

const world = useWorld()

const words = {
  chat: 'Chat',
  to: 'Nachricht an alle',
  send: 'Senden',
  none: 'Noch keine Nachrichten',
  gone: 'Nachrichten verschwinden, wenn das Meeting endet.',
  notSent: 'Nicht gesendet.',
  again: 'Noch einmal senden',
  news: 'Neue Nachrichten',
  closed: 'Die Leitung hat den Chat für dich geschlossen.',
  unreadable: 'Diese Nachricht lässt sich mit deinem Schlüssel nicht lesen.',
  doesNotLoad: 'Der Chat lädt nicht',
  tryAgain: 'Erneut versuchen',
  peopleMay: 'Personen dürfen',
  encrypted: 'Ende-zu-Ende-verschlüsselt',
  later: 'Link für später',
  meetingLink: 'Link zum Meeting',
  audit: 'Was die Leitung getan hat',
}

/** The button has how much is unread in its name. */
const chatButton = ({ page }: Person) => page.getByRole('button', { name: new RegExp(`^${words.chat}(,|:|$)`) }).filter({ visible: true })
const openChat = async (person: Person) => {
  await chatButton(person).click()
  await person.heading(words.chat).waitFor()
}
const log = ({ page }: Person) => page.getByRole('log')
const field = ({ page }: Person) => page.getByLabel(words.to)
const write = async (person: Person, text: string) => {
  await field(person).fill(text)
  await field(person).press('Enter')
}
const reads = (person: Person, text: string) => log(person).getByText(text, { exact: true }).waitFor()
const unread = (person: Person, count: number) =>
  until(async () => (await chatButton(person).getAttribute('aria-label'))?.includes(`${count}`), { what: `${count} unread messages` })

const twoInCall = async () => {
  const { meeting_id, meeting_url, host_url } = await world.create()
  const [ada, ben] = [await world.somebody(), await world.somebody()]
  await ada.enter(host_url, 'Ada')
  await ben.enter(meeting_url, 'Ben')
  await ada.sees('Ben')
  return { ada, ben, meeting_id, meeting_url }
}

test('what is written is read by everybody, by who comes later, and after a reload', async () => {
  const { ada, ben, meeting_url } = await twoInCall()
  await ada.page.keyboard.press('c')
  await ada.heading(words.chat).waitFor()
  await ada.page.getByText(words.none).waitFor()
  await shoot(ada.page, { name: 'chat-empty' })
  await write(ada, 'Guten Morgen')
  await reads(ada, 'Guten Morgen')
  expect(await field(ada).inputValue()).toBe('')

  await unread(ben, 1)
  await ben.page.getByRole('status').getByText('Nachricht von Ada: Guten Morgen').waitFor({ state: 'attached' })
  await shoot(ben.page, { name: 'chat-unread' })
  await openChat(ben)
  await reads(ben, 'Guten Morgen')
  await ben.page.getByText(words.gone).waitFor()
  // Two lines, of which one leads elsewhere.
  await field(ben).fill('Hier steht es:')
  await field(ben).press('Shift+Enter')
  await field(ben).pressSequentially('https://wiki.example/woche?a=1&b=<2>.')
  await ben.press(words.send)
  const link = log(ada).getByRole('link', { name: 'https://wiki.example/woche?a=1&b=' })
  await link.waitFor()
  expect(await link.getAttribute('rel')).toContain('noopener')
  expect(await link.getAttribute('target')).toBe('_blank')
  await write(ada, 'Donaudampfschifffahrtsgesellschaftskapitänsmützenabzeichen'.repeat(3))
  await write(ada, '🎉')
  await reads(ben, '🎉')
  await shoot(ben.page, { name: 'chat' })

  // A word that is not sent yet is there when the panel comes back.
  await field(ben).fill('Noch nicht fertig')
  await ben.page.keyboard.press('Escape')
  await ben.heading(words.chat).waitFor({ state: 'detached' })
  await openChat(ben)
  expect(await field(ben).inputValue()).toBe('Noch nicht fertig')

  const eve = await world.somebody()
  await eve.enter(meeting_url, 'Eve')
  await openChat(eve)
  await reads(eve, 'Guten Morgen')
  await reads(eve, '🎉')
  await ben.page.reload()
  await ben.join('Ben')
  await openChat(ben)
  await reads(ben, 'Guten Morgen')
  expect(await log(ben).getByText('🎉', { exact: true }).count()).toBe(1)
  for (const person of [ada, ben, eve]) expect(person.complaints).toEqual({ errors: [], strangers: [] })
})

test('what could not be sent stays, and is sent once when it is tried again', async () => {
  const { ada, ben, meeting_id } = await twoInCall()
  await openChat(ada)
  await openChat(ben)
  const messages = `**${pathTo(ownPaths.messages, meeting_id)}`
  // The first attempt is done, and its answer lost.
  await ada.page.route(messages, async (route) => {
    if (route.request().method() !== 'POST') return route.continue()
    await route.fetch()
    await route.abort()
  })
  await write(ada, 'Wer übernimmt das Protokoll?')
  await reads(ben, 'Wer übernimmt das Protokoll?')
  await ada.page.unroute(messages)
  // Whoever hears of it by the stream has sent it, whatever became of the answer.
  await reads(ada, 'Wer übernimmt das Protokoll?')
  await until(async () => (await log(ada).getByText('Wer übernimmt das Protokoll?', { exact: true }).count()) === 1, {
    what: 'the message to be there once',
  })

  await ada.page.route(messages, (route) => (route.request().method() === 'POST' ? route.abort() : route.continue()))
  await write(ada, 'Ich mache es')
  await log(ada).getByText(words.notSent).waitFor()
  await shoot(ada.page, { name: 'chat-not-sent' })
  await ada.page.unroute(messages)
  await ada.page
    .getByRole('button', { name: words.again })
    .or(ada.page.getByRole('link', { name: words.again }))
    .click()
  await reads(ben, 'Ich mache es')
  await log(ada).getByText(words.notSent).waitFor({ state: 'detached' })
  expect(await log(ada).getByText('Ich mache es', { exact: true }).count()).toBe(1)
})

/** Somebody who comes to a meeting where there is something to read, and whose readings are answered by `answer`. */
const whoCannotRead = async (answer: (route: Route) => Promise<void>) => {
  const { ben, meeting_id, meeting_url } = await twoInCall()
  await openChat(ben)
  await write(ben, 'Hallo')
  await reads(ben, 'Hallo')
  const eve = await world.somebody()
  const messages = `**${pathTo(ownPaths.messages, meeting_id)}*`
  let refused = 0
  await eve.page.route(messages, async (route) => {
    if (route.request().method() !== 'GET') return route.continue()
    refused += 1
    await answer(route)
  })
  await eve.enter(meeting_url, 'Eve')
  // What it reads by itself after coming, and what it reads because somebody looks.
  await until(() => refused >= 1, { what: 'the chat to be read' })
  await openChat(eve)
  await until(() => refused >= 2, { what: 'the chat to be read again' })
  await eve.page.getByText(words.doesNotLoad).waitFor()
  return { eve, messages, mayRead: () => eve.page.unroute(messages) }
}

test('a chat that does not load says so, and loads when it is tried again', async () => {
  // Not what passes by itself: it is not tried again but by the button.
  const gone = { code: 'participant_not_found', status: 404, title: 'Not here', detail: 'Join again.', trace_id: '0'.repeat(32) }
  const { eve, messages, mayRead } = await whoCannotRead((route) => route.fulfill({ status: 404, json: gone }))
  await shoot(eve.page, { name: 'chat-does-not-load' })
  await mayRead()
  const underway = Promise.withResolvers<Route>()
  await eve.page.route(messages, (route) => underway.resolve(route))
  await eve.press(words.tryAgain)
  const reading = await underway.promise
  // What was pressed stays where it is until there is an answer.
  await eve.page.locator('[aria-busy=true]', { hasText: words.tryAgain }).waitFor()
  await reading.continue()
  await reads(eve, 'Hallo')
})

test('a chat that could not be read loads by itself when the connection is back', async () => {
  const { eve, mayRead } = await whoCannotRead((route) => route.abort())
  await mayRead()
  await reads(eve, 'Hallo')
  await eve.page.getByText(words.doesNotLoad).waitFor({ state: 'detached' })
})

test('a host closes the chat for everybody and opens it again; reading goes on', async () => {
  const { ada, ben } = await twoInCall()
  await openChat(ben)
  await ada.page.getByRole('button', { name: new RegExp(`^${ada.words.people}: `) }).click()
  await ada.page.getByText(words.peopleMay).click()
  const chat = ada.page.getByRole('switch', { name: words.chat }).or(ada.page.getByRole('checkbox', { name: words.chat }))
  await chat.click()
  await ben.page.getByText(words.closed).waitFor()
  await shoot(ben.page, { name: 'chat-closed' })
  await openChat(ada)
  await write(ada, 'Ruhe, bitte')
  await reads(ben, 'Ruhe, bitte')
  await ada.page.getByRole('button', { name: new RegExp(`^${ada.words.people}: `) }).click()
  await ada.page.getByText(words.peopleMay).click()
  await chat.click()
  await ben.page.getByText(words.closed).waitFor({ state: 'detached' })
  await write(ben, 'Danke')
  await openChat(ada)
  await reads(ada, 'Danke')
})

test('of an encrypted meeting no server can read it, and somebody with another key cannot either', async () => {
  const maker = await world.somebody()
  await maker.page.goto(world.baseUrl)
  await maker.page.getByLabel(words.encrypted).check()
  await maker.press(words.later)
  const link = await maker.page.getByRole('dialog').getByLabel(words.meetingLink).inputValue()
  const [ada, ben, eve] = [await world.somebody(), await world.somebody(), await world.somebody()]
  const sent: string[] = []
  ada.page.on('request', (request) => {
    if (request.method() === 'POST') sent.push(request.postData() ?? '')
  })
  await ada.enter(link, 'Ada')
  await ben.enter(link, 'Ben')
  await openChat(ada)
  await openChat(ben)
  await write(ada, 'Ganz unter uns')
  await reads(ben, 'Ganz unter uns')
  await reads(ada, 'Ganz unter uns')
  expect(sent.join('\n')).toContain('"sealed"')
  expect(sent.join('\n')).not.toContain('unter uns')

  const another = link.replace(/key=[\w-]+/, 'key=AAECAwQFBgcICQoLDA0ODw')
  await eve.enter(another, 'Eve')
  await openChat(eve)
  await log(eve).getByText(words.unreadable).waitFor()
  expect(await log(eve).getByText('unter uns').count()).toBe(0)
  await shoot(eve.page, { name: 'chat-unreadable' })
})
