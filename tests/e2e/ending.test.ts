import { paths, pathTo } from '@runde/contracts/paths'
import type { MeetingInfo } from '@runde/contracts/rest'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { type Operator, startOperator } from '../support/operator.ts'
import type { Person } from '../support/person.ts'
import { until } from '../support/wait.ts'
import { seesMotion } from '../support/watching.ts'
import { shoot } from './shoot.ts'
import { useWorld } from './world.ts'

const world = useWorld()

let operator: Operator
beforeAll(async () => {
  operator = await startOperator(inject('natsUrl'))
})
afterAll(() => operator[Symbol.asyncDispose]())

/** Seconds: the last warning is due ten seconds from now. */
const nearEnd = 130

/** The planned end of a meeting as the person's clock shows it; after midnight it is another day's. */
const plannedEnd = async ({ page, words }: Person, meetingUrl: string) => {
  const info = await fetch(world.baseUrl + pathTo(paths.meetingInfo, meetingUrl.split('/').at(-1) ?? ''))
  const { expires_at } = (await info.json()) as MeetingInfo
  const time = await page.evaluate((at) => new Date(at).toLocaleTimeString('de', { hour: '2-digit', minute: '2-digit' }), expires_at)
  return new RegExp(`${words.plannedEnd} ([^ ]+, )?${time}$`)
}

/** Remembers every text that a screen reader is given from now on. */
const listenToAnnouncements = ({ page }: Person) =>
  page.evaluate(() => {
    const heard: string[] = []
    Object.assign(globalThis, { heard })
    const observer = new MutationObserver((changes) => {
      for (const { target } of changes) {
        const region = (target instanceof Element ? target : target.parentElement)?.closest('[role=status], [role=alert]')
        const text = region?.textContent?.trim()
        if (text && heard.at(-1) !== text) heard.push(text)
      }
    })
    observer.observe(document.body, { subtree: true, childList: true, characterData: true })
  })

const announcements = ({ page }: Person): Promise<string[]> =>
  page.evaluate(() => (globalThis as unknown as { readonly heard: string[] }).heard)

/** Keeps hold of the own camera and microphone as the page uses them, to ask later whether they are released. */
const watchDevices = async ({ page, tile, words }: Person) => {
  const own = tile(words.own).locator('video')
  const track = await own.evaluateHandle((video) => ((video as HTMLVideoElement).srcObject as MediaStream).getVideoTracks()[0])
  return () => page.evaluate((camera) => camera?.readyState, track)
}

test('people inside are warned before the end, and hear when it is moved', async () => {
  const [ada, ben] = [await world.somebody(), await world.somebody({ language: 'en' })]
  const created = await world.create({ expires_in: 3600 })
  const meeting = created.meeting_url
  await ada.enter(meeting, 'Ada')
  await ben.enter(meeting, 'Ben')
  await ada.page.getByRole('button', { name: ada.words.people }).click()
  await ada.page.getByText(await plannedEnd(ada, meeting)).waitFor()
  await listenToAnnouncements(ada)

  await operator.extend(created, nearEnd)
  await Promise.all(
    [ada, ben].map(async ({ page, words }) => {
      await page.getByRole('status').getByText(words.endsInTwo).hover({ timeout: 60_000 })
      await page.getByText(words.endsSoon, { exact: true }).waitFor()
    }),
  )
  await shoot(ada.page, { name: 'ending-soon', message: true })
  await shoot(ben.page, { name: 'ending-soon-english', message: true })

  await ben.page.reload()
  await ben.join('Ben')
  await ben.page.getByText(/^Ends in \d min$/).waitFor()
  expect(await ben.page.getByText(ben.words.endsInTwo).count(), 'a reload says it again').toBe(0)

  await operator.extend(created, 3600)
  for (const { page, words } of [ada, ben]) {
    await page.getByRole('status').getByText(words.extended).waitFor({ timeout: 30_000 })
    await page.getByText(words.endsSoon, { exact: true }).waitFor({ state: 'detached' })
  }
  const warnings = (await announcements(ada)).filter((text) => text.includes(ada.words.endsInTwo))
  expect(warnings).toEqual([ada.words.endsInTwo])
})

test('the end comes at once for everybody inside, and lets their devices go', async () => {
  const [ada, ben] = [await world.somebody(), await world.somebody()]
  const created = await world.create()
  const meeting = created.meeting_url
  await ada.enter(meeting, 'Ada')
  await ben.enter(meeting, 'Ben')
  await seesMotion(ada.tile('Ben'), 'Ben')
  const cameras = await Promise.all([ada, ben].map(watchDevices))
  expect(await Promise.all(cameras.map((state) => state()))).toEqual(['live', 'live'])
  await Promise.all([ada, ben].map(listenToAnnouncements))

  await operator.end(created)
  for (const person of [ada, ben]) await person.heading(person.words.ended).waitFor()
  for (const state of cameras) await until(async () => (await state()) === 'ended', { what: 'the camera to be released' })
  for (const person of [ada, ben])
    expect((await announcements(person)).join(), 'nobody was told of a lost line').not.toContain(ada.words.lost)
})

test('whoever leaves stops listening to the meeting', async () => {
  const ada = await world.somebody()
  const streams = new Set<string>()
  ada.page.on('request', (request) => request.url().endsWith('/events') && streams.add(request.url()))
  ada.page.on('requestfailed', (request) => streams.delete(request.url()))
  await ada.enter(await world.meeting(), 'Ada')
  await until(() => streams.size === 1, { what: 'the stream of events' })
  await ada.leave()
  await until(() => streams.size === 0, { what: 'the stream to be closed' })
})
