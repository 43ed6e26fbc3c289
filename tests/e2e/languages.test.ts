import { expect, test } from 'vitest'
import { useWorld } from './world.ts'

const world = useWorld()

test('a German and an English browser meet, each in its own language', async () => {
  const [ada, ben] = [await world.somebody(), await world.somebody({ language: 'en' })]
  const meeting = await world.meeting()
  await ada.enter(meeting, 'Ada')
  await ben.enter(meeting, 'Ben')
  await ada.sees('Ben')
  await ben.sees('Ada')
  expect(await ada.page.locator('html').getAttribute('lang')).toBe('de')
  expect(await ben.page.locator('html').getAttribute('lang')).toBe('en')
  await ben.leave()
})

test('switching the language keeps the typed name and is remembered', async () => {
  const ada = await world.somebody()
  await ada.open(await world.meeting())
  // The page is live.
  await ada.page.locator('video').first().waitFor()
  await ada.page.getByLabel(ada.words.name).fill('Ada')
  await ada.page.getByRole('link', { name: 'English' }).click()
  await ada.page.getByRole('button', { name: 'Join meeting' }).waitFor()
  expect(await ada.page.getByLabel('Your name').inputValue()).toBe('Ada')

  await ada.page.goto(world.baseUrl)
  await ada.page.getByRole('button', { name: 'New meeting' }).waitFor()
})
