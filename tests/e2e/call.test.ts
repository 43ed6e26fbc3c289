import { describe, expect, test } from 'vitest'
import { until } from '../support/wait.ts'
import { hears, hearsNothing, seesMotion } from '../support/watching.ts'
import { useWorld } from './world.ts'

const world = useWorld()

describe('a call', () => {
  test('starts on the home page and joins two people who see and hear each other', async () => {
    const ada = await world.somebody()
    await ada.page.goto(world.baseUrl)
    await ada.press(ada.words.newMeeting)
    await ada.page.waitForURL('**/meeting/*')
    await ada.join('Ada')

    const ben = await world.somebody()
    await ben.enter(ada.page.url(), 'Ben')

    await Promise.all([ada.sees('Ben'), ben.sees('Ada')])
    await Promise.all([seesMotion(ada.tile('Ben'), 'Ben'), seesMotion(ben.tile('Ada'), 'Ada')])
    await hears(ada.page)
    await hears(ben.page)
  })

  test('shows who is muted, and is silent then', async () => {
    const [ada, ben] = [await world.somebody(), await world.somebody()]
    const meeting = await world.meeting()
    await ada.enter(meeting, 'Ada')
    await ben.enter(meeting, 'Ben')
    await hears(ada.page)

    await ben.press(ben.words.microphoneOff)
    await ada.page.getByRole('group', { name: `Ben, ${ada.words.muted}` }).waitFor()
    await hearsNothing(ada.page)

    await ben.press(ben.words.microphoneOn)
    await until(async () => !(await ada.tile('Ben').getAttribute('aria-label'))?.includes(ada.words.muted), { what: 'the mark to go' })
    await hears(ada.page)
  })

  test('shows an avatar in place of a camera that is off', async () => {
    const [ada, ben] = [await world.somebody(), await world.somebody()]
    const meeting = await world.meeting()
    await ada.enter(meeting, 'Ada')
    await ben.enter(meeting, 'Ben Okonkwo')
    await seesMotion(ada.tile('Ben Okonkwo'), 'Ben')

    await ben.press(ben.words.cameraOff)
    await ada.tile('Ben Okonkwo').getByText('BO', { exact: true }).waitFor()
    await ada.tile('Ben Okonkwo').locator('video').waitFor({ state: 'hidden' })

    await ben.press(ben.words.cameraOn)
    await seesMotion(ada.tile('Ben Okonkwo'), 'Ben again')
  })

  test('brings a shared screen to the others until it ends', async () => {
    const [ada, ben] = [await world.somebody(), await world.somebody()]
    const meeting = await world.meeting()
    await ada.enter(meeting, 'Ada')
    await ben.enter(meeting, 'Ben')
    await ada.sees('Ben')

    await ben.press(ben.words.share)
    const screen = ada.tile(`${ada.words.screenOf} Ben`)
    await seesMotion(screen, "Ben's screen", 2)

    await ben.page.getByRole('toolbar').getByRole('button', { name: ben.words.share }).click()
    await screen.waitFor({ state: 'detached' })
  })

  test('shows that somebody has left, and lets them come back', async () => {
    const [ada, ben] = [await world.somebody(), await world.somebody()]
    const meeting = await world.meeting()
    await ada.enter(meeting, 'Ada')
    await ben.enter(meeting, 'Ben')
    await ada.sees('Ben')

    await ben.leave()
    await ada.noLongerSees('Ben')

    await ben.press(ben.words.rejoin)
    await ada.sees('Ben')
  })

  test('knows a person again after a reload', async () => {
    const [ada, ben] = [await world.somebody(), await world.somebody()]
    const meeting = await world.meeting()
    await ada.enter(meeting, 'Ada')
    await ben.enter(meeting, 'Ben')
    await ada.sees('Ben')
    const before = await ada.tile('Ben').getAttribute('data-participant')

    await ben.page.reload()
    await until(async () => (await ben.page.getByLabel(ben.words.name).inputValue()) === 'Ben', { what: 'the name to be there' })
    await ben.join('Ben')
    await ben.sees('Ada')

    await seesMotion(ada.tile('Ben'), 'Ben after the reload')
    expect(await ada.tile('Ben').count()).toBe(1)
    expect(await ada.tile('Ben').getAttribute('data-participant')).toBe(before)
  })

  test('takes two tabs of one browser for two people', async () => {
    const [ada, ben] = [await world.somebody(), await world.somebody()]
    const meeting = await world.meeting()
    await ada.enter(meeting, 'Ada')
    await ben.enter(meeting, 'Ben')
    const eve = await world.anotherTab(ben)
    await eve.enter(meeting, 'Eve')

    for (const [person, others] of [
      [ada, ['Ben', 'Eve']],
      [ben, ['Ada', 'Eve']],
      [eve, ['Ada', 'Ben']],
    ] as const) {
      for (const other of others) await person.sees(other)
    }
    await seesMotion(ada.tile('Ben'), 'Ben')
    await seesMotion(ada.tile('Eve'), 'Eve')
    await seesMotion(eve.tile('Ben'), 'Ben in the other tab')
  })

  test('asks no third party for anything and breaks no rule of the page', async () => {
    const [ada, ben] = [await world.somebody(), await world.somebody()]
    await ada.page.goto(world.baseUrl)
    await ada.press(ada.words.newMeeting)
    await ada.page.waitForURL('**/meeting/*')
    await ada.join('Ada')
    await ben.enter(ada.page.url(), 'Ben')
    await seesMotion(ada.tile('Ben'), 'Ben')
    await ben.press(ben.words.share)
    await seesMotion(ada.tile(`${ada.words.screenOf} Ben`), "Ben's screen", 2)
    await ben.leave()
    await ada.noLongerSees('Ben')
    await ada.leave()

    expect(ada.complaints).toEqual({ errors: [], strangers: [] })
    expect(ben.complaints).toEqual({ errors: [], strangers: [] })
  })
})
