import { expect, test } from 'vitest'
import { untilConnected } from '../support/meetings.ts'
import type { Person } from '../support/person.ts'
import { until } from '../support/wait.ts'
import { shoot } from './shoot.ts'
import { useWorld } from './world.ts'

const world = useWorld()

const words = {
  raise: 'Hand heben',
  up: 'Hand gehoben',
  down: 'Deine Hand ist unten.',
  again: 'Wieder heben',
  queue: 'Meldungen',
  lower: 'Hand senken:',
  lowerAll: 'Alle senken',
  announced: /Ben meldet sich, Platz 1/,
  manage: 'Meeting verwalten',
  audit: 'Was die Leitung getan hat',
}

const button = ({ page }: Person, name: string) => page.getByRole('button', { name, exact: true })
/** The place in the queue that everybody sees on somebody's tile. */
const chip = (person: Person, name: string) => person.tile(name).getByTitle(words.up)
const hasPlace = (person: Person, name: string, place: number) => chip(person, name).getByText(`${place}`, { exact: true }).waitFor()
const hasNone = (person: Person, name: string) => chip(person, name).waitFor({ state: 'detached' })
const isPressed = (person: Person, pressed: boolean) =>
  until(async () => (await button(person, words.raise).getAttribute('aria-pressed')) === `${pressed}`, {
    what: `the own hand to be ${pressed ? 'up' : 'down'}`,
  })
const told = ({ page }: Person) => page.getByRole('status').getByText(words.down)
const openPeople = async ({ page, words: { people } }: Person) => {
  await page.getByRole('button', { name: new RegExp(`^${people}: `) }).click()
  await page.getByRole('heading', { name: people }).waitFor()
}

/** A microphone that hears a voice without pauses, which Chromium's made-up one does not. */
const hearVoice = () => {
  const real = MediaDevices.prototype.getUserMedia
  MediaDevices.prototype.getUserMedia = async function (constraints) {
    const stream = await real.call(this, constraints)
    const [beeps] = stream.getAudioTracks()
    if (!beeps) return stream
    const context = new AudioContext()
    const voice = context.createMediaStreamDestination()
    const tone = new OscillatorNode(context, { frequency: 220 })
    tone.connect(new GainNode(context, { gain: 0.5 })).connect(voice)
    tone.start()
    // Browsers are silent until somebody has pressed something.
    addEventListener('pointerdown', () => void context.resume())
    stream.removeTrack(beeps)
    for (const track of voice.stream.getAudioTracks()) stream.addTrack(track)
    return stream
  }
}

/** Nobody's hand goes down because their microphone hears something. */
const enterMuted = async (url: string, name: string) => {
  const person = await world.somebody()
  await person.enter(url, name)
  await person.press(person.words.microphoneOff)
  return person
}

test('hands queue up for everybody, and a host lowers one, or all', async () => {
  const { meeting_url, host_url } = await world.create()
  const ada = await enterMuted(host_url, 'Ada')
  const ben = await enterMuted(meeting_url, 'Ben')
  const eve = await enterMuted(meeting_url, 'Eve')
  await ada.sees('Ben')
  await ada.sees('Eve')

  await ben.press(words.raise)
  await hasPlace(ada, 'Ben', 1)
  await hasPlace(ben, ben.words.own, 1)
  await ada.page.getByRole('status').getByText(words.announced).waitFor({ state: 'attached' })
  await eve.page.keyboard.press('h')
  await hasPlace(ada, 'Eve', 2)
  await hasPlace(eve, 'Ben', 1)
  await isPressed(eve, true)
  await shoot(eve.page, { name: 'hands' })

  await openPeople(ada)
  const queue = ada.page.locator('section').filter({ has: ada.page.getByRole('heading', { name: words.queue }) })
  expect(await queue.getByRole('listitem').allInnerTexts()).toEqual([expect.stringContaining('Ben'), expect.stringContaining('Eve')])
  await shoot(ada.page, { name: 'hands-queue' })
  await openPeople(eve)
  expect(await button(eve, `${words.lower} Ben`).count()).toBe(0)

  // Whoever leaves has no hand up when they come back, and is not told so.
  await ben.page.reload()
  await hasPlace(ada, 'Eve', 1)
  await untilConnected(meeting_url, 2)
  await ben.join('Ben')
  await hasPlace(ben, 'Eve', 1)
  await isPressed(ben, false)
  expect(await told(ben).count()).toBe(0)
  await button(eve, words.raise).click()
  await hasNone(ada, 'Eve')
  await button(ben, words.raise).click()
  await hasPlace(ada, 'Ben', 1)
  await button(eve, words.raise).click()
  await hasPlace(ada, 'Eve', 2)

  await button(ada, `${words.lower} Ben`).click()
  await told(ben).hover()
  await shoot(ben.page, { name: 'hands-lowered', message: true })
  await hasNone(ada, 'Ben')
  await hasPlace(ada, 'Eve', 1)
  await button(ben, words.again).click()
  await hasPlace(ada, 'Ben', 2)

  await button(ada, words.lowerAll).click()
  await told(eve).waitFor()
  await hasNone(ada, 'Ben')
  await hasNone(ada, 'Eve')
  await queue.waitFor({ state: 'detached' })

  await button(eve, words.raise).click()
  await isPressed(eve, true)
  await told(eve).waitFor({ state: 'detached' })
  await button(eve, words.raise).click()
  await isPressed(eve, false)
  // Whoever lowers it knows.
  expect(await told(eve).count()).toBe(0)

  await ada.page.getByRole('button', { name: new RegExp(`: ${words.manage}$`) }).click()
  await ada.page.getByText(words.audit).click()
  await ada.page.getByText('Ada hat die Hand von Ben gesenkt.').waitFor()
  await ada.page.getByText('Ada hat alle Hände gesenkt.').waitFor()
  for (const person of [ada, ben, eve]) expect(person.complaints).toEqual({ errors: [], strangers: [] })
})

test('the hand of somebody who speaks goes down by itself, and can go up again', async () => {
  const { meeting_url } = await world.create()
  const ben = await world.somebody()
  await ben.page.addInitScript(hearVoice)
  await ben.enter(meeting_url, 'Ben')
  await ben.press(ben.words.microphoneOff)
  await ben.press(words.raise)
  await isPressed(ben, true)
  await ben.press(ben.words.microphoneOn)
  await told(ben).hover()
  await isPressed(ben, false)
  await ben.press(ben.words.microphoneOff)
  await button(ben, words.again).click()
  await isPressed(ben, true)
  await ben.leave()
})
