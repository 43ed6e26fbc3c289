import { expect, test } from 'vitest'
import type { Person } from '../support/person.ts'
import { until } from '../support/wait.ts'
import { shoot } from './shoot.ts'
import { useWorld } from './world.ts'

const world = useWorld()

const words = {
  encrypted: 'Ende-zu-Ende-verschlüsselt',
  manage: 'Meeting verwalten',
  lock: 'Meeting sperren',
  makeCoHost: 'Zur Co-Leitung machen',
  nowCoHost: 'Du leitest das Meeting jetzt mit.',
  ownLink: 'Link für die Leitung',
  links: 'Links für die Leitung',
  first: 'Der erste Link',
  another: 'Weiteren Link erstellen',
  newLink: 'Neuer Link für die Leitung',
  onlyNow: 'Er wird nur jetzt angezeigt',
  copy: 'Neuen Link kopieren',
  copied: 'Link kopiert',
  passcode: 'Passcode',
  revoke: 'Zurückziehen',
  sure: 'Wirklich zurückziehen? Wer damit schon Leitung ist, bleibt es.',
  cancel: 'Abbrechen',
  revoked: 'Der Link ist zurückgezogen.',
  last: 'Der letzte Link für die Leitung bleibt.',
  audit: 'Was die Leitung getan hat',
}

const manageButton = ({ page }: Person) => page.getByRole('button', { name: new RegExp(`: ${words.manage}$`) })
const dialogOf = ({ page }: Person) => page.getByRole('dialog', { name: words.manage })
const list = (person: Person) => dialogOf(person).getByRole('list', { name: words.links }).getByRole('listitem')

/** Opens the links in the dialog, and waits for them. */
const openLinks = async (host: Person) => {
  await manageButton(host).click()
  await dialogOf(host).getByText(words.links, { exact: true }).click()
  await list(host).first().waitFor()
}

/** Makes another link, and resolves to its address. */
const another = async (host: Person): Promise<string> => {
  await dialogOf(host).getByRole('button', { name: words.another }).click()
  return dialogOf(host).getByLabel(words.newLink, { exact: true }).inputValue()
}

/** Asks to revoke the link with such a name, and answers the question with yes. */
const revoke = async (host: Person, name: string | RegExp) => {
  const row = list(host).filter({ hasText: name })
  await row.getByRole('button', { name: words.revoke }).click()
  await row.getByText(words.sure).waitFor()
  await row.getByRole('button', { name: words.revoke, exact: true }).click()
}

const openPeople = async ({ page, words: { people } }: Person) => {
  await page.getByRole('button', { name: new RegExp(`^${people}: `) }).click()
  await page.getByRole('heading', { name: people }).waitFor()
}

/** Whether the person is offered what only hosts may do. */
const leads = async (person: Person) => {
  await openPeople(person)
  return person.page.getByLabel(words.lock).isVisible()
}

test('a host makes another link, which makes hosts until it is revoked', async () => {
  const { meeting_url, host_url } = await world.create({})
  const [ada, ben, eve] = [await world.somebody(), await world.somebody(), await world.somebody()]
  await ada.enter(host_url, 'Ada')
  await openLinks(ada)
  expect(await list(ada).allTextContents()).toEqual([`${words.first}${words.revoke}`])

  const link = await another(ada)
  expect(link.startsWith(`${meeting_url}#host=host_`)).toBe(true)
  expect(link).not.toBe(host_url)
  await dialogOf(ada).getByText(words.onlyNow).waitFor()
  await list(ada)
    .nth(1)
    .getByText(/^Link vom \d+\.\d+\., \d\d:\d\d$/)
    .waitFor()
  await shoot(ada.page, { name: 'host-links-new' })

  await ben.enter(link, 'Ben')
  expect(await leads(ben)).toBe(true)

  const row = list(ada).filter({ hasText: 'Link vom' })
  await row.getByRole('button', { name: words.revoke }).click()
  await row.getByRole('group', { name: words.sure }).waitFor()
  await shoot(ada.page, { name: 'host-links-revoke' })
  expect(await row.getByRole('button', { name: words.cancel }).evaluate((button) => button === document.activeElement)).toBe(true)
  await ada.page.keyboard.press('Enter')
  await row.getByText(words.sure).waitFor({ state: 'detached' })
  expect(await row.getByRole('button', { name: words.revoke }).evaluate((button) => button === document.activeElement)).toBe(true)

  await revoke(ada, 'Link vom')
  await dialogOf(ada).getByRole('status').getByText(words.revoked).waitFor()
  expect(await list(ada).count()).toBe(1)
  expect(await dialogOf(ada).getByLabel(words.newLink, { exact: true }).count()).toBe(0)

  await eve.enter(link, 'Eve')
  expect(await leads(eve)).toBe(false)
  // Whoever became a host by it stays one.
  await ben.page.reload()
  await ben.join('Ben')
  expect(await leads(ben)).toBe(true)

  await dialogOf(ada).getByText(words.audit).click()
  await dialogOf(ada).getByText('Ada hat einen weiteren Link für die Leitung erstellt.').waitFor()
  await dialogOf(ada).getByText('Ada hat einen Link für die Leitung zurückgezogen.').waitFor()
})

test('the last link cannot be revoked, which is said, and the own one is no longer shown once it is', async () => {
  const { host_url } = await world.create({})
  const [ada, ben] = [await world.somebody(), await world.somebody()]
  await ada.enter(host_url, 'Ada')
  await openLinks(ada)
  const own = dialogOf(ada).getByLabel(words.ownLink, { exact: true })
  expect(await own.inputValue()).toBe(host_url)
  await revoke(ada, words.first)
  await dialogOf(ada).getByRole('alert').getByText(words.last).waitFor()
  await shoot(ada.page, { name: 'host-links-last' })
  expect(await list(ada).count()).toBe(1)

  const link = await another(ada)
  await list(ada).nth(1).waitFor()
  await revoke(ada, words.first)
  await dialogOf(ada).getByRole('status').getByText(words.revoked).waitFor()
  await own.waitFor({ state: 'detached' })
  await ben.enter(link, 'Ben')
  expect(await leads(ben)).toBe(true)
  await openLinks(ben)
  await revoke(ben, 'Link vom')
  await dialogOf(ben).getByRole('alert').getByText(words.last).waitFor()
})

test('a new link is copied, and carries the key of an encrypted meeting', async () => {
  const ada = await world.somebody()
  await ada.page.goto(world.baseUrl)
  await ada.page.getByLabel(words.encrypted).check()
  await ada.press(ada.words.newMeeting)
  await ada.page.waitForURL('**/meeting/*')
  await ada.join('Ada')
  await openLinks(ada)
  const link = await another(ada)
  expect(link).toMatch(/#key=[\w-]{22,}&host=host_[\w-]+$/)
  await dialogOf(ada).getByRole('button', { name: words.copy }).click()
  await dialogOf(ada).getByRole('status').getByText(words.copied).waitFor()
  // Any field that takes it shows what was copied.
  const passcode = dialogOf(ada).getByLabel(words.passcode, { exact: true })
  await passcode.press('Control+V')
  await until(async () => (await passcode.inputValue()) === link, { what: 'the copied link to be pasted' })

  const ben = await world.somebody()
  await ben.enter(link, 'Ben')
  await ben.page.getByRole('status').getByText(words.encrypted, { exact: true }).waitFor()
  expect(await leads(ben)).toBe(true)
})

test('co-hosts are not shown the links', async () => {
  const { meeting_url, host_url } = await world.create({})
  const [ada, ben] = [await world.somebody(), await world.somebody()]
  await ada.enter(host_url, 'Ada')
  await ben.enter(meeting_url, 'Ben')
  await openPeople(ada)
  await ada.page.getByRole('button', { name: 'Mehr zu Ben', exact: true }).click()
  await ada.page.getByRole('menuitem', { name: words.makeCoHost }).click()
  await ben.page.getByRole('status').getByText(words.nowCoHost).waitFor()
  await manageButton(ben).click()
  await dialogOf(ben).getByText(words.audit).waitFor()
  expect(await dialogOf(ben).getByText(words.links, { exact: true }).count()).toBe(0)
})
