import { expect, test } from 'vitest'
import type { Person } from '../support/person.ts'
import { until } from '../support/wait.ts'
import { useWorld } from './world.ts'

const world = useWorld()

/** What a screen reader would call the focused element. */
const focused = ({ page }: Person) =>
  page.evaluate(() => {
    const element = document.activeElement
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined
    return (element?.getAttribute('aria-label') ?? label ?? element?.textContent ?? '').trim()
  })

/** Presses the key until the control of that name has the focus. */
const reach = async (person: Person, name: string, key: string) => {
  for (let presses = 0; presses < 40; presses += 1) {
    if ((await focused(person)) === name) return
    await person.page.keyboard.press(key)
  }
  throw new Error(`${name} cannot be reached by ${key}; the focus is on "${await focused(person)}"`)
}

test('from the page to the call and out of it by keys alone', async () => {
  const [ada, ben] = [await world.somebody(), await world.somebody()]
  const meeting = await world.meeting()
  await ada.enter(meeting, 'Ada')

  await ben.page.goto(meeting)
  await ben.page.locator('video').first().waitFor()
  await reach(ben, ben.words.name, 'Tab')
  await ben.page.keyboard.type('Ben')
  await ben.page.keyboard.press('Enter')
  await ada.sees('Ben')
  await ben.page.getByRole('toolbar', { name: ben.words.controls }).waitFor()

  await ben.page.keyboard.press('m')
  await ada.page.getByRole('group', { name: `Ben, ${ada.words.muted}` }).waitFor()
  await reach(ben, ben.words.microphoneOn, 'Tab')
  await ben.page.keyboard.press('Enter')
  await until(async () => !(await ada.tile('Ben').getAttribute('aria-label'))?.includes(ada.words.muted), { what: 'the mark to go' })

  await reach(ben, ben.words.leave, 'ArrowRight')
  await ben.page.keyboard.press('Enter')
  await ben.heading(ben.words.left).waitFor()
  await ada.noLongerSees('Ben')

  await reach(ben, ben.words.rejoin, 'Tab')
  await ben.page.keyboard.press('Enter')
  await ada.sees('Ben')
})

test('what has the focus can be seen', async () => {
  const ada = await world.somebody()
  await ada.open(await world.meeting())
  await reach(ada, ada.words.join, 'Tab')
  const outline = await ada.page.evaluate(() => {
    const { outlineStyle, outlineWidth } = getComputedStyle(document.activeElement ?? document.body)
    return { outlineStyle, width: Number.parseFloat(outlineWidth) }
  })
  expect(outline.outlineStyle).not.toBe('none')
  expect(outline.width).toBeGreaterThanOrEqual(2)
})
