import { expect, test } from 'vitest'
import { hears, seesMotion } from '../support/watching.ts'
import { useWorld } from './world.ts'

const world = useWorld()

test('before joining a person sees themselves, and still does when the scripts of the call are there', async () => {
  const ada = await world.somebody()
  await ada.open(await world.meeting())
  await ada.page.waitForLoadState('networkidle')
  await seesMotion(ada.page.getByRole('region', { name: 'Deine Vorschau' }), 'the own camera')
})

test.each([
  ['refused', 'Kamera und Mikrofon sind blockiert'],
  ['absent', 'Keine Kamera und kein Mikrofon gefunden'],
] as const)('with camera and microphone %s a person joins without them, and sees the others', async (devices, heading) => {
  const [ada, ben] = [await world.somebody(), await world.somebody({ devices })]
  const meeting = await world.meeting()
  await ada.enter(meeting, 'Ada')

  await ben.open(meeting)
  await ben.heading(heading).waitFor()
  await ben.page.getByLabel(ben.words.name).fill('Ben')
  await ben.press(ben.words.joinWithout)
  await seesMotion(ben.tile('Ada'), 'Ada')
  await ada.page.getByRole('group', { name: `Ben, ${ada.words.muted}` }).waitFor()
})

test('without a camera a person is heard and has an avatar', async () => {
  const [ada, ben] = [await world.somebody(), await world.somebody({ devices: 'microphone' })]
  const meeting = await world.meeting()
  await ada.enter(meeting, 'Ada')

  await ben.open(meeting)
  await ben.page.getByText('Keine Kamera gefunden.').waitFor()
  await ben.join('Ben')
  await ada.sees('Ben')
  await hears(ada.page)
  expect(await ada.tile('Ben').locator('video:visible').count()).toBe(0)
})

test('camera and microphone can be off from the beginning', async () => {
  const [ada, ben] = [await world.somebody(), await world.somebody()]
  const meeting = await world.meeting()
  await ada.enter(meeting, 'Ada')

  await ben.open(meeting)
  await ben.press(ben.words.microphoneOff)
  await ben.press(ben.words.cameraOff)
  await ben.join('Ben')
  await ada.page.getByRole('group', { name: `Ben, ${ada.words.muted}` }).waitFor()
  expect(await ada.tile('Ben').locator('video:visible').count()).toBe(0)

  await ben.press(ben.words.cameraOn)
  await seesMotion(ada.tile('Ben'), 'Ben')
})
