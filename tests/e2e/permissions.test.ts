import { expect, test } from 'vitest'
import type { Person } from '../support/person.ts'
import { until } from '../support/wait.ts'
import { seesMotion } from '../support/watching.ts'
import { isTold, isToldAndPoints } from './messages.ts'
import { shoot } from './shoot.ts'
import { useWorld } from './world.ts'

const world = useWorld()

const words = {
  about: 'Mehr zu',
  peopleMay: 'Personen dürfen',
  microphone: 'Mikrofon',
  microphoneLocked: 'Mikrofon: von der Leitung gesperrt',
  microphoneTaken: 'Die Leitung hat das Mikrofon gesperrt.',
  microphoneBack: 'Du darfst das Mikrofon wieder einschalten.',
  mayNotSpeak: 'Mikrofon gesperrt',
  turnOn: 'Einschalten',
  lockCamera: 'Kamera sperren',
  allowCamera: 'Kamera erlauben',
  cameraLocked: 'Kamera: von der Leitung gesperrt',
  cameraTaken: 'Die Leitung hat die Kamera gesperrt.',
  cameraBack: 'Du darfst die Kamera wieder einschalten.',
  lockShare: 'Bildschirm teilen sperren',
  allowShare: 'Bildschirm teilen erlauben',
  shareLocked: 'Bildschirm teilen: von der Leitung gesperrt',
  shareTaken: 'Die Leitung hat das Teilen des Bildschirms gesperrt.',
  shareBack: 'Du darfst den Bildschirm wieder teilen.',
  lockMicrophone: 'Mikrofon sperren',
  allowMicrophone: 'Mikrofon erlauben',
  askForMicrophone: 'Bitten, das Mikrofon einzuschalten',
  askForCamera: 'Bitten, die Kamera einzuschalten',
  asked: 'Ben ist gefragt.',
  asksForMicrophone: 'Die Leitung bittet dich, das Mikrofon einzuschalten.',
  asksForCamera: 'Die Leitung bittet dich, die Kamera einzuschalten.',
  notNow: 'Nicht jetzt',
  makeCoHost: 'Zur Co-Leitung machen',
  manage: 'Meeting verwalten',
  audit: 'Was die Leitung getan hat',
}

/** A host and a guest, in a meeting whose people the host looks at. */
const hostAndGuest = async () => {
  const { meeting_url, host_url } = await world.create()
  const [ada, ben] = [await world.somebody(), await world.somebody()]
  await ada.enter(host_url, 'Ada')
  await ben.enter(meeting_url, 'Ben')
  await ada.sees('Ben')
  await openPeople(ada)
  return { ada, ben, meetingUrl: meeting_url }
}

const openPeople = async ({ page, words: { people } }: Person) => {
  await page.getByRole('button', { name: new RegExp(`^${people}: `) }).click()
  await page.getByRole('heading', { name: people }).waitFor()
}
const choice = ({ page }: Person, name: string) => page.getByRole('menuitem', { name, exact: true })
const openMenu = ({ page }: Person, name: string) => page.getByRole('button', { name: `${words.about} ${name}`, exact: true }).click()
const about = async (person: Person, name: string, what: string) => {
  await openMenu(person, name)
  await choice(person, what).click()
}
const button = ({ page }: Person, name: string) => page.getByRole('button', { name, exact: true })
const told = ({ page }: Person, text: string) => page.getByRole('status').getByText(text)
const switchOf = ({ page }: Person, name: string) => page.getByRole('group', { name: words.peopleMay }).getByLabel(name, { exact: true })
const row = ({ page }: Person, name: string) => page.getByRole('listitem').filter({ hasText: name })
const isMuted = (person: Person, name: string) => person.page.getByRole('group', { name: `${name}, ${person.words.muted}` }).waitFor()
const isHeard = (person: Person, name: string) =>
  until(
    async () => {
      const label = await person.tile(name).getAttribute('aria-label')
      return label !== null && !label.includes(person.words.muted)
    },
    { what: `${name} to be heard` },
  )

test('a host takes the microphone from everybody and gives it back, and nothing goes on by itself', async () => {
  const { ada, ben, meetingUrl } = await hostAndGuest()
  await isHeard(ada, 'Ben')
  await shoot(ada.page, { name: 'permissions-switches' })
  await switchOf(ada, words.microphone).click()
  await isToldAndPoints(ben, words.microphoneTaken)
  await shoot(ben.page, { name: 'permissions-taken', message: true })
  await isMuted(ada, 'Ben')
  await row(ada, 'Ben').getByRole('img', { name: words.mayNotSpeak }).waitFor()
  expect(await row(ada, 'Ada').getByRole('img', { name: words.mayNotSpeak }).count()).toBe(0)
  await button(ada, ada.words.microphoneOff).waitFor()

  const locked = button(ben, words.microphoneLocked)
  expect(await locked.getAttribute('aria-disabled')).toBe('true')
  // Whoever points at a message keeps it.
  await ben.page.mouse.move(0, 0)
  await told(ben, words.microphoneTaken).waitFor({ state: 'detached' })
  await locked.click({ force: true })
  await isTold(ben, words.microphoneTaken)
  await told(ben, words.microphoneTaken).waitFor({ state: 'detached' })
  await ben.page.keyboard.press('m')
  await isTold(ben, words.microphoneTaken)

  const eve = await world.somebody()
  await eve.enter(meetingUrl, 'Eve')
  await isTold(eve, words.microphoneTaken)
  await button(eve, words.microphoneLocked).waitFor()
  await row(ada, 'Eve').getByRole('img', { name: words.mayNotSpeak }).waitFor()

  await switchOf(ada, words.microphone).click()
  await isTold(ben, words.microphoneBack)
  await shoot(ben.page, { name: 'permissions-given-back', message: true })
  await button(ben, ben.words.microphoneOn).waitFor()
  await isMuted(ada, 'Ben')
  await button(ben, words.turnOn).click()
  await button(ben, ben.words.microphoneOff).waitFor()
  await isHeard(ada, 'Ben')
  await button(eve, eve.words.microphoneOn).waitFor()
  await isMuted(ada, 'Eve')
})

test('a host takes camera and screen from one person, and gives them back', async () => {
  const { ada, ben } = await hostAndGuest()
  await seesMotion(ada.tile('Ben'), 'Ben')
  await ben.press(ben.words.share)
  await ada.sees(`${ada.words.screenOf} Ben`)
  await openMenu(ada, 'Ben')
  await choice(ada, words.lockShare).waitFor()
  await shoot(ada.page, { name: 'permissions-person' })
  await ada.page.keyboard.press('Escape')
  await about(ada, 'Ben', words.lockShare)
  await isTold(ben, words.shareTaken)
  await ada.noLongerSees(`${ada.words.screenOf} Ben`)
  await button(ben, words.shareLocked).waitFor()

  await about(ada, 'Ben', words.lockCamera)
  await isTold(ben, words.cameraTaken)
  await button(ben, words.cameraLocked).waitFor()
  await ada.tile('Ben').locator('video').waitFor({ state: 'hidden' })
  await shoot(ben.page, { name: 'permissions-locked' })

  await about(ada, 'Ben', words.allowShare)
  await isTold(ben, words.shareBack)
  await ben.press(ben.words.share)
  await ada.sees(`${ada.words.screenOf} Ben`)
  await about(ada, 'Ben', words.allowCamera)
  await isToldAndPoints(ben, words.cameraBack)
  await button(ben, ben.words.cameraOn).waitFor()
  await button(ben, words.turnOn).click()
  await seesMotion(ada.tile('Ben'), 'Ben once more')
})

test('one person may speak while the others may not, and a co-host always may', async () => {
  const { ada, ben, meetingUrl } = await hostAndGuest()
  const eve = await world.somebody()
  await eve.enter(meetingUrl, 'Eve')
  await ada.sees('Eve')
  await switchOf(ada, words.microphone).click()
  for (const guest of [ben, eve]) await button(guest, words.microphoneLocked).waitFor()
  await about(ada, 'Ben', words.allowMicrophone)
  await isTold(ben, words.microphoneBack)
  await button(ben, words.turnOn).click()
  await isHeard(ada, 'Ben')
  await button(eve, words.microphoneLocked).waitFor()

  await about(ada, 'Eve', words.makeCoHost)
  await eve.press(eve.words.microphoneOn)
  await isHeard(ada, 'Eve')
  await openMenu(ada, 'Eve')
  await choice(ada, ada.words.cameraOff).waitFor()
  for (const forOthers of [words.lockMicrophone, words.allowMicrophone, words.lockCamera])
    expect(await choice(ada, forOthers).count()).toBe(0)
})

test('a host asks somebody to turn on what is off, and they decide', async () => {
  const { ada, ben } = await hostAndGuest()
  await isHeard(ada, 'Ben')
  await openMenu(ada, 'Ben')
  await choice(ada, words.lockMicrophone).waitFor()
  expect(await choice(ada, words.askForMicrophone).count()).toBe(0)
  await ada.page.keyboard.press('Escape')

  await ben.press(ben.words.microphoneOff)
  await isMuted(ada, 'Ben')
  await about(ada, 'Ben', words.askForMicrophone)
  await isTold(ada, words.asked)
  await isTold(ben, words.asksForMicrophone)
  await shoot(ben.page, { name: 'permissions-asked', message: true })
  await isMuted(ada, 'Ben')
  await button(ben, words.turnOn).click()
  await isHeard(ada, 'Ben')
  await told(ben, words.asksForMicrophone).waitFor({ state: 'detached' })

  await ben.press(ben.words.cameraOff)
  await about(ada, 'Ben', words.askForCamera)
  await isTold(ben, words.asksForCamera)
  await button(ben, words.notNow).click()
  await told(ben, words.asksForCamera).waitFor({ state: 'detached' })
  await button(ben, ben.words.cameraOn).waitFor()
})

test('the audit tells what was locked, allowed and asked for', async () => {
  const { ada, ben } = await hostAndGuest()
  await switchOf(ada, words.microphone).click()
  await isTold(ben, words.microphoneTaken)
  await about(ada, 'Ben', words.allowMicrophone)
  await isTold(ben, words.microphoneBack)
  await about(ada, 'Ben', words.askForMicrophone)
  await isTold(ben, words.asksForMicrophone)
  await about(ada, 'Ben', words.lockMicrophone)
  await button(ben, words.microphoneLocked).waitFor()
  await told(ben, words.asksForMicrophone).waitFor({ state: 'detached' })
  await ada.page.getByRole('button', { name: new RegExp(`: ${words.manage}$`) }).click()
  const dialog = ada.page.getByRole('dialog', { name: words.manage })
  await dialog.getByText(words.audit).click()
  const entries = dialog.getByRole('listitem')
  await entries.first().waitFor()
  expect(await entries.locator('span').allTextContents()).toEqual([
    'Ada hat die Ausnahme für Ben beim Mikrofon aufgehoben.',
    'Ada hat Ben gebeten, das Mikrofon einzuschalten.',
    'Ada hat das Mikrofon für Ben erlaubt.',
    'Ada hat das Mikrofon für alle gesperrt.',
  ])
})
