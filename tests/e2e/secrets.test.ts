import { hostPaths } from '@runde/contracts/host-paths'
import { paths, pathTo } from '@runde/contracts/paths'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Collector, startCollector } from '../support/collector.ts'
import { findLeaks, type Secrets, type Told } from '../support/leaks.ts'
import type { Person } from '../support/person.ts'
import type { Server } from '../support/servers.ts'
import { serviceNames } from '../support/service-process.ts'
import { secretPart, secretsOfInstallation, toldByInstallation } from '../support/told.ts'
import { until } from '../support/wait.ts'
import { seesMotion } from '../support/watching.ts'
import { listenTo, type Traffic } from './browser-traffic.ts'
import { useBreakableWorld } from './world.ts'

let collector: Collector
beforeAll(async () => {
  collector = await startCollector()
})
afterAll(() => collector[Symbol.asyncDispose]())

/** Whoever looks for a mistake has everything logged; that must not tell more of this. */
const withTrace = () => Object.fromEntries(serviceNames.map((name) => [name, { ...collector.env[name], LOG_LEVEL: 'trace' }]))
const world = useBreakableWorld(() => ({ env: withTrace() }))

const words = {
  encrypted: 'Ende-zu-Ende-verschlüsselt',
  later: 'Link für später',
  meetingLink: 'Link zum Meeting',
  hostLink: 'Nur für dich: Link für die Leitung',
  manage: 'Meeting verwalten',
  passcode: 'Passcode',
  passcodeSet: 'Festlegen',
  passcodeGiven: 'Der Passcode gilt ab jetzt.',
  passcodeAsked: 'Dieses Meeting hat einen Passcode',
  passcodeWrong: 'Dieser Passcode stimmt nicht.',
  enter: 'Beitreten',
  lobbySwitch: 'Warteraum',
  lobbyOn: 'Der Warteraum ist an.',
  soon: 'Gleich lässt dich jemand herein',
  admit: 'Hereinlassen',
  links: 'Links für die Leitung',
  another: 'Weiteren Link erstellen',
  newLink: 'Neuer Link für die Leitung',
  people: 'Personen',
  onlyMe: 'Nur ich gehe',
}
const passcode = 'Grüne Äpfel & 7 Birnen'
const wrong = 'Gelbe Äpfel & 7 Birnen'

interface Links {
  readonly meeting: string
  readonly host: string
}

const fragmentOf = (link: string) => new URLSearchParams(new URL(link).hash.slice(1))

/** Makes an encrypted meeting on the start page, for later. */
const makeMeeting = async ({ page, press }: Person): Promise<Links> => {
  await page.goto(world.baseUrl)
  await page.getByLabel(words.encrypted).check()
  await press(words.later)
  const dialog = page.getByRole('dialog')
  return {
    meeting: await dialog.getByLabel(words.meetingLink).inputValue(),
    host: await dialog.getByLabel(words.hostLink).inputValue(),
  }
}

/** The host asks for a passcode, lets people wait, and makes another link for hosts. */
const closeDoors = async ({ page }: Person): Promise<string> => {
  await page.getByRole('button', { name: new RegExp(`: ${words.manage}$`) }).click()
  const dialog = page.getByRole('dialog', { name: words.manage })
  await dialog.getByLabel(words.passcode, { exact: true }).fill(passcode)
  await dialog.getByRole('button', { name: words.passcodeSet }).click()
  await dialog.getByText(words.passcodeGiven).waitFor()
  await dialog.getByText(words.links, { exact: true }).click()
  await dialog.getByRole('button', { name: words.another }).click()
  const link = await dialog.getByLabel(words.newLink, { exact: true }).inputValue()
  await page.keyboard.press('Escape')
  await dialog.waitFor({ state: 'detached' })
  await page.getByRole('button', { name: new RegExp(`^${words.people}: `) }).click()
  await page.getByLabel(words.lobbySwitch).click()
  await page.getByRole('status').getByText(words.lobbyOn).waitFor()
  return link
}

/** Gets in as a guest does: with the passcode at the second try, and when the host opens. */
const comeIn = async (guest: Person, host: Person, link: string, name: string) => {
  await guest.open(link)
  await guest.page.getByLabel(guest.words.name).fill(name)
  await guest.press(guest.words.join)
  await guest.heading(words.passcodeAsked).waitFor()
  const field = guest.page.getByLabel(words.passcode, { exact: true })
  await field.fill(wrong)
  await guest.press(words.enter)
  await guest.page.getByRole('alert').getByText(words.passcodeWrong).waitFor()
  await field.fill(passcode)
  await guest.press(words.enter)
  await guest.heading(words.soon).waitFor()
  await host.page.getByRole('button', { name: `${words.admit}: ${name}`, exact: true }).click()
  await guest.page.getByRole('toolbar', { name: guest.words.controls }).waitFor()
}

/** Requests that carry all that a request can, for errors to tell of. */
const orders = (id: string, { host }: Links) => {
  const headers = { 'content-type': 'application/json', authorization: `Bearer ${fragmentOf(host).get('host')}` }
  const send = async (method: string, path: string, body?: object) =>
    (await fetch(world.baseUrl + pathTo(path, id), { method, headers, ...(body && { body: JSON.stringify(body) }) })).status
  return {
    join: () => send('POST', paths.joinMeeting, { display_name: 'Eve', passcode }),
    change: () => send('PATCH', hostPaths.meeting, { passcode }),
    end: () => send('DELETE', hostPaths.meeting),
  }
}

/** What is logged while a server is away is not what is logged on good days. */
const outage = async (server: Server, refused: () => Promise<number>) => {
  await server.stop()
  expect(await refused()).toBe(503)
  await server.start()
  await world.stack.healthy()
}

/** The same texts with all secrets in the last line of each. */
const withPlanted = (told: Told, line: string): Told =>
  Object.fromEntries(Object.entries(told).map(([place, text]) => [place, `${text}\n{"message":"${line}"}`]))

const encodings: Readonly<Record<string, (text: string) => string>> = {
  'as they are': (text) => text,
  'in an address': (text) => `/meeting?planted=${encodeURIComponent(text)}`,
  'in base64': (text) => Buffer.from(text).toString('base64'),
  'in base64url': (text) => Buffer.from(text).toString('base64url'),
}

test('nothing that opens anything is told by the services, the servers or the browsers of a meeting', { timeout: 400_000 }, async () => {
  const [maker, ada, ben, kim] = [await world.somebody(), await world.somebody(), await world.somebody(), await world.somebody()]
  const people = { maker, ada, ben, kim }
  const traffic: Traffic[] = Object.entries(people).map(([name, person]) => listenTo(name, person))

  const links = await makeMeeting(maker)
  await ada.enter(links.host, 'Ada')
  const another = await closeDoors(ada)
  await comeIn(ben, ada, links.meeting, 'Ben')
  await kim.enter(another, 'Kim')
  await ben.sees('Kim')
  await kim.press(kim.words.leave)
  await kim.page.getByRole('menuitem', { name: words.onlyMe }).click()
  await ben.noLongerSees('Kim')
  await ben.page.reload()
  await ben.join('Ben')
  await seesMotion(ada.tile('Ben'), 'Ben after the reload')

  const id = new URL(links.meeting).pathname.split('/').at(-1) ?? ''
  const { join, change, end } = orders(id, links)
  await outage(world.servers.redis, join)
  await outage(world.servers.nats, change)
  await outage(world.servers.livekit, join)
  const [gateway] = world.stack.replicas('gateway')
  await gateway?.kill()
  gateway?.start()
  await world.stack.healthy()
  // LiveKit was away, too: everybody comes back by themselves, one after the other.
  for (const { page, words: say } of [ada, ben]) await page.getByText(say.lost).waitFor({ state: 'detached', timeout: 90_000 })
  await ada.tile('Ben').locator('video').waitFor({ timeout: 90_000 })
  await seesMotion(ada.tile('Ben'), 'Ben after all this')

  const inside = await Promise.all(traffic.map(({ told }) => told()))
  expect(await end()).toBe(200)
  for (const person of [ada, ben]) await person.heading(person.words.ended).waitFor()
  await until(() => collector.spans.some(({ name }) => name === 'serve runde.v1.meetings.end'), { what: 'the last spans' })

  const secrets: Secrets = {
    ...secretsOfInstallation(world.servers),
    ...Object.assign({}, ...(await Promise.all(traffic.map((one) => one.secrets())))),
    'the passcode': passcode,
    'the wrong passcode': wrong,
    'the key of the meeting': fragmentOf(links.meeting).get('key') ?? '',
    'the host key': secretPart(fragmentOf(links.host).get('host') ?? ''),
    'the other host key': secretPart(fragmentOf(another).get('host') ?? ''),
  }
  const kinds = ['token', 'session', 'idempotency key', 'part'].flatMap((kind) => ['ada', 'ben', 'kim'].map((name) => [kind, name]))
  const known = kinds.filter(([kind, name]) =>
    Object.keys(secrets).some((one) => one.startsWith(`${kind} `) && one.endsWith(` of ${name}`)),
  )
  expect(known, 'what the browsers hold is known').toEqual(kinds)
  const told: Told = { ...(await toldByInstallation({ ...world, collector })), ...Object.assign({}, ...inside) }
  for (const name of ['gateway', 'room-service', 'livekit']) expect(told[`the log of ${name}`]).toContain(id)
  for (const name of ['ada', 'ben', 'kim']) {
    expect(told[`the addresses that ${name} asks for`]).toContain(paths.signalling)
    expect(told[`the address bar and the history of ${name}`]).toContain(pathTo(paths.meetingPage, id))
  }
  expect(findLeaks(told, secrets)).toEqual([])
  const referrers = Object.keys(people).flatMap((name) => told[`the referrers of ${name}`]?.split('\n'))
  expect(new Set(referrers), 'no page says where it comes from').toEqual(new Set(['none']))

  const signalling = Object.keys(people).map((name, at) => [name, traffic[at]?.signalling.join('\n') ?? ''])
  const inSignalling = ['ada', 'ben', 'kim'].map((name) => `a token of LiveKit in ${name}`)
  expect(findLeaks(Object.fromEntries(signalling), {}), 'the one exception is there').toEqual(inSignalling)
  const everywhere = Object.keys(told).flatMap((place) => Object.keys(secrets).map((name) => `${name} in ${place}`))
  for (const [how, encode] of Object.entries(encodings)) {
    const planted = withPlanted(told, encode(Object.values(secrets).join(' ')))
    expect(findLeaks(planted, secrets), `all that is planted ${how} is found`).toEqual(everywhere)
  }
})
