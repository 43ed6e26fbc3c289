import type { BrowserContext, Locator, Page } from 'playwright-core'
import { type Complaints, collectComplaints } from './browser.ts'
import { type Words, words } from './words.ts'

export interface Visitor {
  readonly context: BrowserContext
  readonly baseUrl: string
  readonly language?: keyof typeof words
}

/** Somebody in front of a page of Runde, who finds things by the names that are read out. */
export interface Person {
  readonly page: Page
  readonly words: Words
  readonly complaints: Complaints
  /** Opens a meeting's link and waits for the form. */
  readonly open: (meetingUrl: string) => Promise<void>
  /** Types the name, joins and waits until the call's controls are there. */
  readonly join: (name: string) => Promise<void>
  readonly enter: (meetingUrl: string, name: string) => Promise<void>
  readonly press: (button: string) => Promise<void>
  readonly leave: () => Promise<void>
  /** The tile of a person in the call; the own one is called "Du". */
  readonly tile: (name: string) => Locator
  /** Waits for the tile of a person. */
  readonly sees: (name: string) => Promise<void>
  readonly noLongerSees: (name: string) => Promise<void>
  /** The heading of the screen. */
  readonly heading: (text: string) => Locator
}

const escaped = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** Opens a tab of the context for a person. */
export const newPerson = async ({ context, baseUrl, language = 'de' }: Visitor): Promise<Person> => {
  const page = await context.newPage()
  const complaints = collectComplaints(page, baseUrl)
  const say = words[language]
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const join = async (name: string) => {
    await page.getByLabel(say.name).fill(name)
    await page
      .locator('form')
      .getByRole('button', { name: new RegExp(`^(${escaped(say.join)}|${escaped(say.joinWithout)})$`) })
      .click()
    await page.getByRole('toolbar', { name: say.controls }).waitFor()
  }
  const open = async (meetingUrl: string) => {
    await page.goto(meetingUrl)
    await page.getByLabel(say.name).waitFor()
  }
  // The name may be followed by what else is to be known: ", stumm".
  const tile = (name: string) => page.getByRole('group', { name: new RegExp(`^${escaped(name)}(,|$)`) })
  return {
    page,
    words: say,
    complaints,
    open,
    join,
    enter: async (meetingUrl, name) => {
      await open(meetingUrl)
      await join(name)
    },
    press: (name) => button(name).click(),
    leave: async () => {
      await button(say.leave).click()
      await page.getByRole('heading', { name: say.left }).waitFor()
    },
    tile,
    sees: (name) => tile(name).waitFor(),
    noLongerSees: (name) => tile(name).waitFor({ state: 'detached' }),
    heading: (text) => page.getByRole('heading', { name: text }),
  }
}
