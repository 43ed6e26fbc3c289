import { expect, test } from 'vitest'
import { untilConnected } from '../support/meetings.ts'
import type { Person } from '../support/person.ts'
import { until } from '../support/wait.ts'
import { isTold, isToldAndPoints } from './messages.ts'
import { shoot } from './shoot.ts'
import { useWorld } from './world.ts'

const world = useWorld()

const words = {
  soon: 'Gleich lässt dich jemand herein',
  lobby: 'Du bist im Warteraum',
  nobodyYet: 'Noch ist niemand da, der dich hereinlassen kann.',
  cancel: 'Abbrechen',
  people: 'Personen',
  waiting: 'Warten auf Einlass',
  admitAll: 'Alle hereinlassen',
  deny: 'Ablehnen',
  reason: 'Grund (optional)',
  denied: 'Du wurdest nicht hereingelassen',
  knockAgain: 'Noch einmal anklopfen',
  lobbySwitch: 'Warteraum',
  manage: 'Meeting verwalten',
  passcode: 'Passcode',
  passcodeAsked: 'Dieses Meeting hat einen Passcode',
  passcodeWrong: 'Dieser Passcode stimmt nicht.',
  passcodeSet: 'Festlegen',
  passcodeGiven: 'Der Passcode gilt ab jetzt.',
  passcodeRemove: 'Passcode entfernen',
  enter: 'Beitreten',
}

/** Asks to be let in, whatever comes of it. */
const knock = async (person: Person, meetingUrl: string, name: string) => {
  await person.open(meetingUrl)
  await person.page.getByLabel(person.words.name).fill(name)
  await person.press(person.words.join)
}
const waits = (person: Person) => person.heading(words.soon).waitFor()
const isIn = ({ page, words: { controls } }: Person) => page.getByRole('toolbar', { name: controls }).waitFor()
const openPeople = async ({ page }: Person) => {
  await page.getByRole('button', { name: new RegExp(`^${words.people}: `) }).click()
  await page.getByRole('heading', { name: words.people }).waitFor()
}
const card = ({ page }: Person, name: string) => page.getByRole('button', { name: `Hereinlassen: ${name}`, exact: true })

/** A host inside a meeting with a lobby. */
const hostInside = async (body: object = { lobby: true, name: 'Wochenplanung' }) => {
  const { meeting_url, host_url } = await world.create(body)
  const ada = await world.somebody()
  await ada.enter(host_url, 'Ada')
  await untilConnected(meeting_url, 1)
  return { ada, meetingUrl: meeting_url }
}

test('three guests wait: one is let in, one is not and may knock again, and the rest come in together', async () => {
  const { ada, meetingUrl } = await hostInside()
  const [ben, eve, kim] = [await world.somebody(), await world.somebody(), await world.somebody()]
  await knock(ben, meetingUrl, 'Ben')
  await waits(ben)
  await ada.page.getByText('Ben klopft an').first().waitFor()
  await shoot(ada.page, { name: 'lobby-knock', message: true })
  await shoot(ben.page, { name: 'lobby-waiting', themed: true })
  await ada.press('Hereinlassen')
  await isIn(ben)
  await ada.sees('Ben')

  await knock(eve, meetingUrl, 'Eve')
  await knock(kim, meetingUrl, 'Kim')
  await Promise.all([eve, kim].map(waits))
  await ada.page.getByRole('button', { name: `${words.people}: 2, 2 Personen warten` }).waitFor()
  await openPeople(ada)
  await card(ada, 'Eve').waitFor()
  await shoot(ada.page, { name: 'lobby-people' })
  expect(await ben.page.getByText(words.waiting).count()).toBe(0)

  await ada.page.getByRole('button', { name: `${words.deny}: Eve` }).click()
  const dialog = ada.page.getByRole('dialog', { name: 'Eve nicht hereinlassen?' })
  await dialog.getByLabel(words.reason).fill('Erst ab 15 Uhr')
  await shoot(ada.page, { name: 'lobby-deny' })
  await dialog.getByRole('button', { name: words.deny }).click()
  await eve.heading(words.denied).waitFor()
  await eve.page.getByText('Erst ab 15 Uhr').waitFor()
  await shoot(eve.page, { name: 'lobby-denied', themed: true })
  // Whoever was not there when it was said is told as well.
  await eve.page.reload()
  await eve.page.getByLabel(eve.words.name).fill('Eve')
  await eve.press(eve.words.join)
  await eve.heading(words.denied).waitFor()
  await eve.page.getByText('Erst ab 15 Uhr').waitFor()
  await eve.press(words.knockAgain)
  await waits(eve)
  await card(ada, 'Eve').waitFor()

  await ada.press(words.admitAll)
  await Promise.all([eve, kim].map(isIn))
  await ada.sees('Eve')
  await ada.sees('Kim')
  await ada.page.getByRole('heading', { name: words.waiting }).waitFor({ state: 'detached' })
})

test('a place in the lobby is kept through a reload, and given up by cancelling', async () => {
  const { ada, meetingUrl } = await hostInside()
  const ben = await world.somebody()
  await knock(ben, meetingUrl, 'Ben')
  await waits(ben)
  await openPeople(ada)
  await card(ada, 'Ben').waitFor()
  await ben.page.reload()
  await waits(ben)
  expect(await card(ada, 'Ben').count()).toBe(1)
  await ben.press(words.cancel)
  await ben.page.getByLabel(ben.words.name).waitFor()
  await ben.page.reload()
  await ben.page.getByLabel(ben.words.name).waitFor()
  await ben.press(ben.words.join)
  await waits(ben)
  await card(ada, 'Ben').click()
  await isIn(ben)
})

test('whoever comes before the host is told so, and is let in when the host has come', async () => {
  const { meeting_url, host_url } = await world.create({ lobby: true })
  const ben = await world.somebody()
  await knock(ben, meeting_url, 'Ben')
  await ben.heading(words.lobby).waitFor()
  await ben.page.getByText(words.nobodyYet).waitFor()
  await shoot(ben.page, { name: 'lobby-before-host', themed: true })
  const ada = await world.somebody()
  await ada.enter(host_url, 'Ada')
  await waits(ben)
  await isToldAndPoints(ada, 'Ben klopft an')
  await ada.press('Hereinlassen')
  await isIn(ben)
})

test('a host turns the lobby on and off while the meeting runs', async () => {
  const { ada, meetingUrl } = await hostInside({})
  const [ben, eve] = [await world.somebody(), await world.somebody()]
  await ben.enter(meetingUrl, 'Ben')
  await openPeople(ada)
  await ada.page.getByLabel(words.lobbySwitch).click()
  await isTold(ada, 'Der Warteraum ist an.')
  await knock(eve, meetingUrl, 'Eve')
  await waits(eve)
  await ben.page.reload()
  await ben.join('Ben')
  await ada.page.getByLabel(words.lobbySwitch).click()
  await isIn(eve)
})

test('a meeting with a passcode asks for it once, and says when it is wrong', async () => {
  const { ada, meetingUrl } = await hostInside({})
  await ada.page.getByRole('button', { name: new RegExp(`: ${words.manage}$`) }).click()
  const dialog = ada.page.getByRole('dialog')
  await dialog.getByLabel(words.passcode, { exact: true }).fill('Grün 7')
  await dialog.getByRole('button', { name: words.passcodeSet }).click()
  await dialog.getByText(words.passcodeGiven).waitFor()
  await shoot(ada.page, { name: 'passcode-set' })

  const ben = await world.somebody()
  await knock(ben, meetingUrl, 'Ben')
  await ben.heading(words.passcodeAsked).waitFor()
  await shoot(ben.page, { name: 'passcode-asked', themed: true })
  await ben.page.getByLabel(words.passcode, { exact: true }).fill('gelb 7')
  await ben.press(words.enter)
  await ben.page.getByRole('alert').getByText(words.passcodeWrong).waitFor()
  await shoot(ben.page, { name: 'passcode-wrong', themed: true })
  await ben.page.getByLabel(words.passcode, { exact: true }).fill(' Grün 7 ')
  await ben.press(words.enter)
  await isIn(ben)
  await ben.page.reload()
  await ben.join('Ben')
  expect(ben.page.url()).toBe(meetingUrl)

  await dialog.getByRole('button', { name: words.passcodeRemove }).click()
  const eve = await world.somebody()
  await eve.enter(meetingUrl, 'Eve')
  await until(async () => (await ada.tile('Eve').count()) === 1, { what: 'Eve to be seen' })
})
