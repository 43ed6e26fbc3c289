import { readFile } from 'node:fs/promises'
import { hostPaths } from '@runde/contracts/host-paths'
import { pathTo } from '@runde/contracts/paths'
import type { Audit } from '@runde/contracts/rest'
import { expect, test } from 'vitest'
import { createMeeting, untilConnected } from '../support/meetings.ts'
import type { Person } from '../support/person.ts'
import { until } from '../support/wait.ts'
import { seesMotion } from '../support/watching.ts'
import { isTold, isToldAndPoints } from './messages.ts'
import { shoot } from './shoot.ts'
import { useWorld } from './world.ts'

const world = useWorld()

const words = {
  host: 'Leitung',
  coHost: 'Co-Leitung',
  about: 'Mehr zu',
  mute: 'Stummschalten',
  mutedByHost: 'Die Leitung hat dich stummgeschaltet.',
  cameraByHost: 'Die Leitung hat deine Kamera ausgeschaltet.',
  stopShare: 'Teilen beenden',
  shareByHost: 'Die Leitung hat deine Bildschirmfreigabe beendet.',
  muteAll: 'Alle stummschalten',
  twoMuted: '2 Personen sind jetzt stumm.',
  oneMuted: '1 Person ist jetzt stumm.',
  silent: 'Der Server antwortet nicht.',
  lock: 'Meeting sperren',
  locked: 'Gesperrt: Niemand Neues kommt herein',
  lockedScreen: 'Das Meeting ist gesperrt',
  tryAgain: 'Erneut versuchen',
  stillLocked: 'Noch gesperrt.',
  manage: 'Meeting verwalten',
  meetingName: 'Name des Meetings',
  rename: 'Umbenennen',
  hourMore: '1 Stunde länger',
  extended: 'Das Meeting ist verlängert bis',
  remove: 'Entfernen',
  removed: 'Die Leitung hat dich aus dem Meeting entfernt',
  mayReturn: 'Darf wiederkommen',
  letIn: 'Wieder zulassen:',
  makeCoHost: 'Zur Co-Leitung machen',
  nowCoHost: 'Du leitest das Meeting jetzt mit.',
  takeRoleBack: 'Co-Leitung zurücknehmen',
  noLongerCoHost: 'Du leitest das Meeting nicht mehr mit.',
  audit: 'Was die Leitung getan hat',
  download: 'Als JSON herunterladen',
  onlyMe: 'Nur ich gehe',
  endForAll: 'Für alle beenden',
  extendHalfHour: 'Verlängern um 30 Min.',
  linkForLater: 'Link für später',
  hostLink: 'Link für die Leitung',
  ownHostLink: 'Nur für dich: Link für die Leitung',
}

/** Creates a meeting on the start page and goes in. */
const createAndEnter = async (host: Person, name: string): Promise<string> => {
  await host.page.goto(world.baseUrl)
  await host.press(host.words.newMeeting)
  await host.page.waitForURL('**/meeting/*')
  await host.join(name)
  return host.page.url()
}

const openPeople = async ({ page, words: { people } }: Person) => {
  await page.getByRole('button', { name: new RegExp(`^${people}: `) }).click()
  await page.getByRole('heading', { name: people }).waitFor()
}

/** Chooses from what a host may do about somebody. */
const about = async ({ page }: Person, name: string, what: string) => {
  await page.getByRole('button', { name: `${words.about} ${name}`, exact: true }).click()
  await page.getByRole('menuitem', { name: what }).click()
}

const remove = async (host: Person, name: string, { mayReturn = false } = {}) => {
  await about(host, name, words.remove)
  const dialog = host.page.getByRole('dialog', { name: `${name} entfernen?` })
  if (mayReturn) await dialog.getByLabel(words.mayReturn).check()
  await dialog.getByRole('button', { name: words.remove }).click()
}

const manage = ({ page }: Person) => page.getByRole('button', { name: new RegExp(`: ${words.manage}$`) }).click()

/** Asks to be let in, whatever comes of it. */
const ask = async ({ page, press, words: { name, join } }: Person, as: string) => {
  await page.getByLabel(name).fill(as)
  await press(join)
}

const button = ({ page }: Person, name: string) => page.getByRole('button', { name, exact: true })

/** Whether the person is offered what only hosts may do. */
const leads = async (person: Person) => {
  await openPeople(person)
  return person.page.getByLabel(words.lock).isVisible()
}

test('a host mutes what somebody sends, and they can turn it on again', async () => {
  const [ada, ben, eve] = [await world.somebody(), await world.somebody(), await world.somebody()]
  const meeting = await createAndEnter(ada, 'Ada')
  await ben.enter(meeting, 'Ben')
  await eve.enter(meeting, 'Eve')
  await seesMotion(ada.tile('Ben'), 'Ben')
  await openPeople(ada)
  await openPeople(ben)
  await ben.page.getByRole('listitem').filter({ hasText: 'Ada' }).getByText(words.host).waitFor()
  await shoot(ada.page, { name: 'hosts-people' })

  await ada.page.getByRole('button', { name: `${words.about} Ben` }).click()
  await shoot(ada.page, { name: 'hosts-person' })
  await ada.page.keyboard.press('Escape')
  await about(ada, 'Ben', words.mute)
  await isToldAndPoints(ben, words.mutedByHost)
  await shoot(ben.page, { name: 'hosts-muted', message: true })
  await ada.page.getByRole('group', { name: `Ben, ${ada.words.muted}` }).waitFor()
  await ben.press(ben.words.microphoneOn)
  await button(ben, ben.words.microphoneOff).waitFor()
  await until(async () => !(await ada.tile('Ben').getAttribute('aria-label'))?.includes(ada.words.muted), { what: 'Ben to be heard again' })

  await about(ada, 'Ben', ada.words.cameraOff)
  await isTold(ben, words.cameraByHost)
  await ada.tile('Ben').locator('video').waitFor({ state: 'hidden' })
  await ben.press(ben.words.cameraOn)
  await seesMotion(ada.tile('Ben'), 'Ben once more')

  await ben.press(ben.words.share)
  await ada.sees(`${ada.words.screenOf} Ben`)
  await about(ada, 'Ben', words.stopShare)
  await isTold(ben, words.shareByHost)
  await ada.noLongerSees(`${ada.words.screenOf} Ben`)

  await ada.press(words.muteAll)
  await isTold(ada, words.twoMuted)
  await Promise.all([ben, eve].map((guest) => button(guest, guest.words.microphoneOn).waitFor()))
  await button(ada, ada.words.microphoneOff).waitFor()
})

test('a host locks a meeting, and opens it again', async () => {
  const [ada, ben, eve] = [await world.somebody(), await world.somebody(), await world.somebody()]
  const meeting = await createAndEnter(ada, 'Ada')
  await ben.enter(meeting, 'Ben')
  await openPeople(ada)
  await ada.page.getByLabel(words.lock).click()
  await ben.page.getByRole('img', { name: words.locked }).waitFor()
  await shoot(ada.page, { name: 'hosts-lock' })

  await eve.open(meeting)
  await ask(eve, 'Eve')
  await eve.heading(words.lockedScreen).waitFor()
  await shoot(eve.page, { name: 'hosts-locked', themed: true })
  await eve.press(words.tryAgain)
  await isTold(eve, words.stillLocked)
  await ben.page.reload()
  await ben.join('Ben')

  await ada.page.getByLabel(words.lock).click()
  await ben.page.getByRole('img', { name: words.locked }).waitFor({ state: 'detached' })
  await eve.press(words.tryAgain)
  await eve.sees('Ben')
})

test('a host renames a meeting and gives it more time', async () => {
  const [ada, ben] = [await world.somebody(), await world.somebody()]
  const meeting = await createAndEnter(ada, 'Ada')
  await ben.enter(meeting, 'Ben')
  await manage(ada)
  await ada.page.getByLabel(words.meetingName).waitFor()
  await shoot(ada.page, { name: 'hosts-manage' })
  await ada.page.getByLabel(words.meetingName).fill('Wochenplanung')
  await ada.press(words.rename)
  await ben.page.getByText('Wochenplanung').and(ben.page.locator('.info *')).waitFor()
  await until(async () => (await ben.page.title()).includes('Wochenplanung'), { what: 'the name in the title' })

  await manage(ada)
  await ada.press(words.hourMore)
  await isTold(ada, words.extended)
})

test('whoever a host removes comes back only when a host allows it', async () => {
  const [ada, ben] = [await world.somebody(), await world.somebody()]
  const meeting = await createAndEnter(ada, 'Ada')
  await ben.enter(meeting, 'Ben')
  await openPeople(ada)
  await about(ada, 'Ben', words.remove)
  await ada.page.getByRole('dialog').waitFor()
  await shoot(ada.page, { name: 'hosts-remove' })
  await ada.page.keyboard.press('Escape')
  await remove(ada, 'Ben')
  await ben.heading(words.removed).waitFor()
  expect(await button(ben, ben.words.rejoin).count()).toBe(0)
  await shoot(ben.page, { name: 'hosts-removed', themed: true })
  await ben.page.reload()
  await ask(ben, 'Ben')
  await ben.heading(words.removed).waitFor()

  await ada.noLongerSees('Ben')
  await until(() => ada.page.evaluate(() => document.activeElement?.id === 'people-heading'), { what: 'the focus to leave the row' })

  const letIn = ada.page.getByRole('button', { name: `${words.letIn} Ben` })
  await letIn.waitFor()
  await shoot(ada.page, { name: 'hosts-removed-people' })
  await letIn.click()
  await letIn.waitFor({ state: 'detached' })
  await ben.page.reload()
  await ben.join('Ben')
  await ada.sees('Ben')

  await remove(ada, 'Ben', { mayReturn: true })
  await ben.heading(words.removed).waitFor()
  await ada.noLongerSees('Ben')
  await ben.enter(meeting, 'Ben')
  await ada.sees('Ben')
})

test('a co-host does what hosts do until the role is taken back, and the audit tells of both', async () => {
  const [ada, ben] = [await world.somebody(), await world.somebody()]
  const meeting = await createAndEnter(ada, 'Ada')
  await ben.enter(meeting, 'Ben')
  await openPeople(ada)
  await about(ada, 'Ben', words.makeCoHost)
  await isToldAndPoints(ben, words.nowCoHost)
  await shoot(ben.page, { name: 'hosts-now-co-host', message: true })
  await ada.page.getByRole('listitem').filter({ hasText: 'Ben' }).getByText(words.coHost).waitFor()

  expect(await leads(ben)).toBe(true)
  await ben.page.getByRole('button', { name: `${words.about} Ada` }).click()
  await ben.page.getByRole('menuitem', { name: words.mute }).waitFor()
  for (const forHosts of [words.remove, words.makeCoHost, words.takeRoleBack])
    expect(await ben.page.getByRole('menuitem', { name: forHosts }).count()).toBe(0)
  await shoot(ben.page, { name: 'hosts-co-host' })
  await ben.page.keyboard.press('Escape')
  expect(await button(ben, ben.words.leave).getAttribute('aria-haspopup')).toBeNull()
  await ben.page.getByLabel(words.lock).click()
  await ada.page.getByRole('img', { name: words.locked }).waitFor()

  await ben.page.reload()
  await ben.join('Ben')
  expect(await leads(ben)).toBe(true)
  await manage(ben)
  const dialog = ben.page.getByRole('dialog', { name: words.manage })
  await dialog.getByText(words.audit).click()
  const entries = dialog.getByRole('listitem')
  await entries.first().waitFor()
  expect(await dialog.getByLabel(words.hostLink, { exact: true }).count()).toBe(0)
  const sentences = await entries.locator('span').allTextContents()
  expect(sentences).toEqual(['Ben hat das Meeting gesperrt.', 'Ada hat Ben zur Co-Leitung gemacht.'])
  await shoot(ben.page, { name: 'hosts-audit' })
  const [file] = await Promise.all([ben.page.waitForEvent('download'), button(ben, words.download).click()])
  expect(file.suggestedFilename()).toBe(`runde-${meeting.split('/').at(-1)}-audit.json`)
  const kept: Audit = JSON.parse(await readFile(await file.path(), 'utf8'))
  expect(kept.entries.map(({ what, by }) => [what, by.display_name])).toEqual([
    ['role', 'Ada'],
    ['change', 'Ben'],
  ])

  await about(ada, 'Ben', words.takeRoleBack)
  await isTold(ben, words.noLongerCoHost)
  await dialog.waitFor({ state: 'detached' })
  expect(await ben.page.getByLabel(words.lock).isVisible()).toBe(false)
  await manage(ada)
  await ada.page.getByText(words.audit).click()
  await ada.page.getByText('Ada hat die Rolle von Ben zurückgenommen.').waitFor()
  await shoot(ada.page, { name: 'hosts-manage-audit' })
})

test('what a host does not get done is told, and can be tried again', async () => {
  const [ada, ben] = [await world.somebody(), await world.somebody()]
  const meeting = await createAndEnter(ada, 'Ada')
  await ben.enter(meeting, 'Ben')
  await ada.sees('Ben')
  await openPeople(ada)
  const lock = ada.page.getByLabel(words.lock)
  await ada.page.route(`**/meetings/${meeting.split('/').at(-1)}`, (route) => route.abort('connectionreset'), { times: 1 })
  await lock.click()
  await isToldAndPoints(ada, words.silent)
  await until(async () => !(await lock.isChecked()), { what: 'the switch to show that nothing is locked' })
  await ada.press(words.tryAgain)
  await ben.page.getByRole('img', { name: words.locked }).waitFor()
  await until(() => lock.isChecked(), { what: 'the switch to show that it is locked' })

  await untilConnected(meeting, 2)
  await ada.page.route('**/mute', (route) => route.abort('connectionreset'), { times: 1 })
  await ada.press(words.muteAll)
  await isToldAndPoints(ada, words.silent)
  await ada.press(words.tryAgain)
  await isTold(ada, words.oneMuted)
  await button(ben, ben.words.microphoneOn).waitFor()
})

test('a host leaves alone, or ends the meeting for everybody', async () => {
  const [ada, ben] = [await world.somebody(), await world.somebody()]
  const meeting = await createAndEnter(ada, 'Ada')
  await ben.enter(meeting, 'Ben')
  await ada.sees('Ben')
  await ada.press(ada.words.leave)
  await ada.page.getByRole('menuitem', { name: words.onlyMe }).click()
  await ada.heading(ada.words.left).waitFor()
  await ben.noLongerSees('Ada')
  await ada.press(ada.words.rejoin)
  await ada.sees('Ben')

  await button(ada, ada.words.leave).focus()
  await ada.page.keyboard.press('Enter')
  await ada.page.getByRole('menuitem', { name: words.onlyMe }).waitFor()
  await shoot(ada.page, { name: 'hosts-leave' })
  await ada.page.keyboard.press('ArrowDown')
  await ada.page.keyboard.press('Enter')
  await ada.page.getByText('1 Person wird getrennt.').waitFor()
  await shoot(ada.page, { name: 'hosts-end' })
  await ada.page.keyboard.press('ArrowUp')
  await ada.page.keyboard.press('Enter')
  for (const person of [ada, ben]) await person.heading(person.words.ended).waitFor()
})

test('a host gives a meeting that is about to end more time', async () => {
  const { host_url, host_key, meeting_url, meeting_id } = await createMeeting(world.baseUrl)
  const [ada, ben] = [await world.somebody(), await world.somebody()]
  await ada.enter(host_url, 'Ada')
  await ben.enter(meeting_url, 'Ben')
  // The last warning is due ten seconds from then.
  await fetch(world.baseUrl + pathTo(hostPaths.meeting, meeting_id), {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${host_key}` },
    body: JSON.stringify({ expires_in: 130 }),
  })
  const warned = ({ page, words: { endsInTwo } }: Person) => page.getByRole('status').getByText(endsInTwo)
  await warned(ben).waitFor({ timeout: 60_000 })
  expect(await button(ben, words.extendHalfHour).count()).toBe(0)
  await warned(ada).hover()
  await shoot(ada.page, { name: 'hosts-ending-soon', message: true })
  await ada.press(words.extendHalfHour)
  for (const person of [ada, ben]) await isTold(person, words.extended)
})

test('the host link makes hosts, and its key is shown and sent nowhere', async () => {
  const { host_url, host_key, meeting_url } = await createMeeting(world.baseUrl)
  const [ada, ben] = [await world.somebody(), await world.somebody()]
  const sent: string[] = []
  ada.page.on('request', (request) => sent.push(request.url(), request.postData() ?? ''))
  await ada.open(host_url)
  expect(ada.page.url()).toBe(meeting_url)
  await ada.join('Ada')
  expect(await leads(ada)).toBe(true)
  await ada.page.reload()
  await ada.join('Ada')
  expect(await leads(ada)).toBe(true)
  expect(sent.filter((text) => text.includes(host_key))).toEqual([])

  await ben.open(`${meeting_url}#host=${host_key.slice(0, -4)}xxxx`)
  expect(ben.page.url()).toBe(meeting_url)
  await ben.join('Ben')
  expect(await leads(ben)).toBe(false)
  await ada.page.getByRole('listitem').filter({ hasText: 'Ada' }).getByText(words.host).waitFor()
  expect(await ada.page.getByRole('listitem').filter({ hasText: 'Ben' }).getByText(words.host).count()).toBe(0)
})

test('a link for later comes with another for hosts', async () => {
  const ada = await world.somebody()
  await ada.page.goto(world.baseUrl)
  await ada.press(words.linkForLater)
  const field = ada.page.getByLabel(words.ownHostLink)
  await field.waitFor()
  await shoot(ada.page, { name: 'hosts-link-for-later', themed: true })
  const link = await field.inputValue()

  const eve = await world.somebody()
  await eve.enter(link, 'Eve')
  expect(await leads(eve)).toBe(true)
  // Whoever made the meeting leads it with the other link too.
  await ada.enter(link.split('#')[0] ?? '', 'Ada')
  expect(await leads(ada)).toBe(true)
})
