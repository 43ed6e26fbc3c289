import { paths, pathTo } from '@runde/contracts/paths'
import { expect, inject, test } from 'vitest'
import { until } from '../support/wait.ts'
import { useWorld } from './world.ts'

const world = useWorld()

test.each(['222-2222-222', 'no-such-thing'])('says that there is no meeting %s', async (id) => {
  const ada = await world.somebody()
  await ada.page.goto(`${world.baseUrl}/meeting/${id}`)
  await ada.heading(ada.words.notFound).waitFor()
})

test('says that a meeting is full, and lets a person in when somebody leaves', async () => {
  const [ada, ben, eve] = [await world.somebody(), await world.somebody(), await world.somebody()]
  const meeting = await world.meeting({ max_participants: 2 })
  await ada.enter(meeting, 'Ada')
  await ben.enter(meeting, 'Ben')
  await ada.sees('Ben')

  await eve.open(meeting)
  await eve.page.getByLabel(eve.words.name).fill('Eve')
  await eve.press(eve.words.join)
  await eve.heading(eve.words.full).waitFor()

  await eve.press(eve.words.waitForPlace)
  await ben.leave()
  await eve.sees('Ada')
})

test('goes on waiting when the place that seemed free is taken', async () => {
  const [ada, ben, eve] = [await world.somebody(), await world.somebody(), await world.somebody()]
  const meeting = await world.meeting({ max_participants: 2 })
  await ada.enter(meeting, 'Ada')
  await ben.enter(meeting, 'Ben')
  await eve.open(meeting)
  await eve.page.getByLabel(eve.words.name).fill('Eve')
  await eve.press(eve.words.join)
  await eve.heading(eve.words.full).waitFor()

  // As while somebody is about to come: they are not connected yet, and their seat is taken.
  const { pathname } = new URL(meeting)
  const info = `**${pathTo(paths.meetingInfo, pathname.split('/').at(-1) ?? '')}`
  await eve.page.route(info, async (route) => {
    const response = await route.fetch()
    await route.fulfill({ response, json: { ...(await response.json()), num_participants: 1 } })
  })
  const refused = eve.page.waitForResponse((answer) => answer.url().endsWith('/join') && answer.status() === 409)
  await eve.press(eve.words.waitForPlace)
  await refused
  await eve.page.unroute(info)
  await ben.leave()
  await eve.sees('Ada')
})

test('opens a meeting by its code from the home page', async () => {
  const meeting = await world.meeting()
  const code = meeting.split('/').at(-1) ?? ''
  const ada = await world.somebody()
  await ada.page.goto(world.baseUrl)
  await ada.page.getByLabel(ada.words.code).fill(code.toUpperCase())
  await ada.press(ada.words.enter)
  await ada.page.waitForURL(meeting)
  expect(await ada.page.getByLabel(ada.words.name).isVisible()).toBe(true)
})

test('says that a meeting has ended', async () => {
  const meeting = inject('shortMeeting')
  const exists = world.baseUrl + pathTo(paths.meetingExists, meeting.split('/').at(-1) ?? '')
  await until(async () => (await fetch(exists)).status === 410, { what: `${exists} to answer 410`, within: 90_000, every: 500 })
  const ada = await world.somebody()
  await ada.page.goto(meeting)
  await ada.heading(ada.words.ended).waitFor()
})
