import { expect, test } from 'vitest'
import type { Person } from '../support/person.ts'
import { until } from '../support/wait.ts'
import { hearsNothing, seesMotion } from '../support/watching.ts'
import { shoot } from './shoot.ts'
import { useWorld } from './world.ts'

const world = useWorld()

const words = {
  encrypted: 'Ende-zu-Ende-verschlüsselt',
  later: 'Link für später',
  meetingLink: 'Link zum Meeting',
  hostLink: 'Nur für dich: Link für die Leitung',
  manage: 'Meeting verwalten',
  linkOfHosts: 'Link für die Leitung',
  copyLink: 'Link kopieren',
  missing: 'Dir fehlt der Schlüssel',
  wholeLink: 'Ganzer Link oder Schlüssel',
  noKey: 'Darin ist kein Schlüssel.',
  goOn: 'Weiter',
  keyWrong: 'Dein Schlüssel passt nicht zu dem der anderen.',
  paste: 'Link einfügen',
  use: 'Übernehmen',
  undecryptable: 'Lässt sich nicht entschlüsseln',
  unencrypted: 'Dieses Meeting ist nicht verschlüsselt',
  joinUnencrypted: 'Unverschlüsselt beitreten',
}

const another = 'AAECAwQFBgcICQoLDA0ODw'

const keyOf = (link: string): string => /[#&]key=([\w-]{22,})$/.exec(link)?.[1] ?? ''

/** All that the page sends to anybody, but for the fragments of addresses, which are not sent. */
const overhear = ({ page }: Person): (() => string) => {
  const said: string[] = []
  page.on('request', (request) => {
    said.push(request.url().split('#')[0] ?? '', JSON.stringify(request.headers()), request.postData() ?? '')
  })
  page.on('websocket', (socket) => {
    said.push(socket.url())
    socket.on('framesent', ({ payload }) => void said.push(payload.toString()))
  })
  return () => said.join('\n')
}

const badge = ({ page }: Person) => page.getByRole('status').getByText(words.encrypted, { exact: true })
/** What the tile says of a person is read out with their name. */
const cannotDecrypt = ({ page }: Person, name: string) => page.getByRole('group', { name: `${name}, ${words.undecryptable}` })
const pictures = ({ page }: Person) => page.locator('.tile.seen:not(.own)')

/** Ada makes an encrypted meeting on the home page and is in it; resolves to its link, from the card that invites others. */
const encryptedMeeting = async (ada: Person): Promise<string> => {
  await ada.page.goto(world.baseUrl)
  await ada.page.getByLabel(words.encrypted).check()
  await shoot(ada.page, { name: 'home-encrypted', themed: true })
  await ada.press(ada.words.newMeeting)
  await ada.page.waitForURL('**/meeting/*')
  await ada.join('Ada')
  const shown = await ada.page.getByLabel(words.meetingLink).inputValue()
  return `${new URL(world.baseUrl).protocol}//${shown}`
}

test('two with the key see each other; nobody else is told it', async () => {
  const [ada, ben] = [await world.somebody(), await world.somebody()]
  const overheard = [ada, ben].map(overhear)
  const link = await encryptedMeeting(ada)
  const key = keyOf(link)
  expect(key).not.toBe('')
  await shoot(ada.page, { name: 'encrypted-alone' })
  expect(ada.page.url()).not.toContain('#')

  await ben.enter(link, 'Ben')
  expect(ben.page.url()).not.toContain('#')
  await Promise.all([seesMotion(ada.tile('Ben'), 'Ben'), seesMotion(ben.tile('Ada'), 'Ada')])
  await Promise.all([badge(ada).waitFor(), badge(ben).waitFor()])
  await shoot(ada.page, { name: 'encrypted-two' })

  await ada.page.getByRole('button', { name: new RegExp(`: ${words.manage}$`) }).click()
  const forHosts = await ada.page.getByLabel(words.linkOfHosts, { exact: true }).inputValue()
  expect(forHosts).toMatch(/[#&]host=/)
  expect(new URLSearchParams(new URL(forHosts).hash.slice(1)).get('key')).toBe(key)

  await ben.page.reload()
  await ben.join('Ben')
  await seesMotion(ben.tile('Ada'), 'Ada after the reload')
  for (const all of overheard) expect(all()).not.toContain(key)
  for (const { page } of [ada, ben]) expect(await page.title()).not.toContain(key)
})

test('the links for later carry the key, and the choice is remembered', async () => {
  const ada = await world.somebody()
  await ada.page.goto(world.baseUrl)
  await ada.page.getByLabel(words.encrypted).check()
  await ada.page.reload()
  await until(() => ada.page.getByLabel(words.encrypted).isChecked(), { what: 'the choice to be there again' })
  await ada.press(words.later)
  const dialog = ada.page.getByRole('dialog')
  const link = await dialog.getByLabel(words.meetingLink).inputValue()
  const forHosts = await dialog.getByLabel(words.hostLink).inputValue()
  expect(keyOf(link)).not.toBe('')
  expect(keyOf(forHosts)).toBe(keyOf(link))

  const [ben, eve] = [await world.somebody(), await world.somebody()]
  await ben.enter(forHosts, 'Ben')
  await ben.page.getByRole('button', { name: new RegExp(`: ${words.manage}$`) }).waitFor()
  await eve.enter(link, 'Eve')
  await seesMotion(ben.tile('Eve'), 'Eve')
})

test('somebody with another key sees nobody, is told why, and gets in by pasting the link', async () => {
  const [ada, ben, eve] = [await world.somebody(), await world.somebody(), await world.somebody()]
  const link = await encryptedMeeting(ada)
  await ben.enter(link, 'Ben')
  await seesMotion(ada.tile('Ben'), 'Ben')
  await eve.enter(link.replace(keyOf(link), another), 'Eve')
  await eve.page.getByRole('alert').getByText(words.keyWrong).waitFor()
  for (const name of ['Ada', 'Ben']) await cannotDecrypt(eve, name).waitFor()
  await Promise.all([ada, ben].map((one) => cannotDecrypt(one, 'Eve').waitFor()))
  await hearsNothing(eve.page)
  expect(await pictures(eve).count()).toBe(0)
  for (const one of [ada, ben]) {
    expect(await one.page.getByText(words.keyWrong).count()).toBe(0)
    await seesMotion(one.tile(one === ada ? 'Ben' : 'Ada'), 'the one with the same key')
    expect(await pictures(one).count()).toBe(1)
  }
  await shoot(eve.page, { name: 'encrypted-wrong-key' })
  await shoot(ada.page, { name: 'encrypted-one-undecryptable' })

  await eve.press(words.paste)
  const dialog = eve.page.getByRole('dialog', { name: words.paste })
  await dialog.getByLabel(words.wholeLink).fill(link)
  await dialog.getByRole('button', { name: words.use }).click()
  await seesMotion(eve.tile('Ada'), 'Ada with the right key')
  await seesMotion(ada.tile('Eve'), 'Eve with the right key')
  await eve.page.getByText(words.keyWrong).waitFor({ state: 'detached' })
  expect(await eve.page.getByText(words.undecryptable).count()).toBe(0)
})

test('whoever lacks the key is asked for the whole link before they are let in', async () => {
  const [ada, kim] = [await world.somebody(), await world.somebody()]
  const link = await encryptedMeeting(ada)
  const [bare = ''] = link.split('#')
  await kim.page.goto(bare)
  await kim.heading(words.missing).waitFor()
  await shoot(kim.page, { name: 'key-missing', themed: true })
  await kim.page.getByLabel(words.wholeLink).fill(bare)
  await kim.press(words.goOn)
  await kim.page.getByRole('alert').getByText(words.noKey).waitFor()
  await kim.page.getByLabel(words.wholeLink).fill(link)
  await kim.press(words.goOn)
  await kim.join('Kim')
  await seesMotion(kim.tile('Ada'), 'Ada')
  await seesMotion(ada.tile('Kim'), 'Kim')
})

test('a key for a meeting that is not encrypted is not used, and the person decides', async () => {
  const ada = await world.somebody()
  const link = await world.meeting()
  await ada.open(`${link}#key=${another}`)
  await ada.page.getByLabel(ada.words.name).fill('Ada')
  await ada.press(ada.words.join)
  await ada.heading(words.unencrypted).waitFor()
  await shoot(ada.page, { name: 'key-unused', themed: true })
  await ada.press(words.joinUnencrypted)
  await ada.page.getByRole('toolbar', { name: ada.words.controls }).waitFor()
  expect(await badge(ada).count()).toBe(0)
  expect(await ada.page.getByLabel(words.meetingLink).inputValue()).not.toContain('#')
})
