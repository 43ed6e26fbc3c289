import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type axeCore from 'axe-core'
import { expect, test } from 'vitest'
import type { Person } from '../support/person.ts'
import { useWorld } from './world.ts'

const world = useWorld()

const axeSource = () => readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

/** The rules broken seriously on the page, with where. Run over the debugging protocol, so that the page's own policy stays as it is. */
const seriousProblems = async ({ page }: Person) => {
  await page.evaluate(await axeSource())
  const { violations } = await page.evaluate(() => (globalThis as unknown as { axe: typeof axeCore }).axe.run())
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target.join(' ')).join(' | ')}`)
}

test.each(['light', 'dark'] as const)('nothing seriously bars anybody in the %s theme', async (colorScheme) => {
  const ada = await world.somebody({ colorScheme })
  const meeting = await world.meeting()
  const problems: Record<string, string[]> = {}
  const check = async (screen: string) => {
    problems[screen] = await seriousProblems(ada)
  }

  await ada.page.goto(world.baseUrl)
  await ada.page.getByRole('button', { name: ada.words.newMeeting }).waitFor()
  await check('home')
  await ada.page.goto(`${world.baseUrl}/meeting/222-2222-222`)
  await ada.heading(ada.words.notFound).waitFor()
  await check('not found')
  await ada.open(meeting)
  await ada.page.locator('video').first().waitFor()
  await check('before joining')
  await ada.join('Ada')
  await check('alone in the meeting')
  const ben = await world.somebody()
  await ben.enter(meeting, 'Ben')
  await ada.sees('Ben')
  await check('two in the meeting')
  await ada.page.keyboard.press('c')
  await check('an empty chat')
  await ada.page.getByRole('textbox').fill('Hallo https://wiki.example')
  await ada.page.keyboard.press('Enter')
  await ada.page.getByRole('link', { name: 'https://wiki.example' }).waitFor()
  await check('the chat')
  await ada.page.keyboard.press('Escape')
  await ada.page.keyboard.press('p')
  await ada.heading(ada.words.people).waitFor()
  await check('the people')

  const screens = [
    'home',
    'not found',
    'before joining',
    'alone in the meeting',
    'two in the meeting',
    'an empty chat',
    'the chat',
    'the people',
  ]
  expect(problems).toEqual(Object.fromEntries(screens.map((screen) => [screen, []])))
})
