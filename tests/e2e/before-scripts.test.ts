import type { Page } from 'playwright-core'
import { expect, test } from 'vitest'
import { useWorld } from './world.ts'

const world = useWorld()

const scripts = '**/assets/*.js'

/** Holds the scripts of a page back until told to let them through. */
const holdScripts = async (page: Page) => {
  const { promise, resolve } = Promise.withResolvers<void>()
  await page.route(scripts, async (route) => {
    await promise
    await route.continue()
  })
  return resolve
}

test.each([
  ['de', 'Dein Name', 'Meeting beitreten'],
  ['en', 'Your name', 'Join meeting'],
])('the HTML of a meeting in %s has the form with name and button', async (language, name, button) => {
  const html = await (await fetch(await world.meeting(), { headers: { 'accept-language': language } })).text()
  expect(html).toContain(`<html lang="${language}"`)
  expect(html).toMatch(/<form[^>]*method="post"/)
  expect(html).toContain(name)
  expect(html).toMatch(/<input[^>]*name="name"/)
  expect(html).toContain(button)
})

test('the HTML is German when the browser asks for neither language', async () => {
  const html = await (await fetch(await world.meeting(), { headers: { 'accept-language': 'fr, ja;q=0.5' } })).text()
  expect(html).toContain('<html lang="de"')
})

test('a browser without scripts shows the form and says why scripts are needed', async () => {
  const ada = await world.somebody({ javaScriptEnabled: false })
  await ada.open(await world.meeting())
  await ada.page.getByRole('button', { name: ada.words.join }).waitFor()
  const why = ada.page.locator('noscript p')
  await why.waitFor()
  expect(await why.textContent()).toContain('JavaScript')
})

test('what was typed before the scripts came is kept', async () => {
  const ada = await world.somebody()
  const letThrough = await holdScripts(ada.page)
  await ada.page.goto(await world.meeting(), { waitUntil: 'commit' })
  const field = ada.page.getByLabel(ada.words.name)
  await field.pressSequentially('Ada Love')
  letThrough()
  await ada.page.locator('video').first().waitFor()
  await field.pressSequentially('lace')
  expect(await field.inputValue()).toBe('Ada Lovelace')
})

test('a form that was sent before the scripts came joins when they are there', async () => {
  const [ada, ben] = [await world.somebody(), await world.somebody()]
  const meeting = await world.meeting()
  await ada.enter(meeting, 'Ada')

  const letThrough = await holdScripts(ben.page)
  await ben.page.goto(meeting, { waitUntil: 'commit' })
  await ben.page.getByLabel(ben.words.name).fill('Ben "<b>" Okonkwo')
  await ben.page.getByLabel(ben.words.name).press('Enter', { noWaitAfter: true })
  await ben.page.locator('[data-submitted]').waitFor({ state: 'attached' })
  letThrough()
  await ada.sees('Ben "<b>" Okonkwo')
})
