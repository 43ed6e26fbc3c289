import { paths } from '@runde/contracts/paths'
import type { CreatedMeeting } from '@runde/contracts/rest'
import { expect, test } from 'vitest'
import type { Person } from '../support/person.ts'
import { until } from '../support/wait.ts'
import { useWorld } from './world.ts'

const world = useWorld()

/** The server does the next such request and answers; the answer does not arrive. Gives the answers that were lost. */
const loseNextAnswer = async ({ page }: Person, path: string): Promise<string[]> => {
  const lost: string[] = []
  await page.route(
    `**${path}`,
    async (route) => {
      lost.push(await (await route.fetch()).text())
      await route.abort('connectionreset')
    },
    { times: 1 },
  )
  return lost
}

test('a join whose answer was lost goes on by itself, and takes one seat', async () => {
  const [ada, ben] = [await world.somebody(), await world.somebody()]
  const meeting = await world.meeting({ max_participants: 2 })
  await ada.enter(meeting, 'Ada')
  const lost = await loseNextAnswer(ben, '/join')
  await ben.open(meeting)
  await ben.page.waitForLoadState('networkidle')
  await ben.page.getByLabel(ben.words.name).fill('Ben')
  await ben.press(ben.words.join)
  await until(() => lost.length === 1, { what: 'the answer to be lost' })

  // With a second seat taken the meeting would be full.
  await ben.page.getByRole('toolbar', { name: ben.words.controls }).waitFor({ timeout: 60_000 })
  await ada.sees('Ben')
  const { participant_id } = JSON.parse(lost[0] ?? '{}') as { readonly participant_id?: string }
  expect(await ada.tile('Ben').getAttribute('data-participant')).toBe(participant_id)
})

test('a meeting whose making was not answered is made once', async () => {
  const ada = await world.somebody()
  await ada.page.goto(world.baseUrl)
  const lost = await loseNextAnswer(ada, paths.createMeeting)
  await ada.press(ada.words.newMeeting)
  await ada.page.getByRole('alert').waitFor()
  const { meeting_id } = JSON.parse(lost[0] ?? '{}') as CreatedMeeting

  await ada.press(ada.words.newMeeting)
  await ada.page.waitForURL('**/meeting/*')
  expect(new URL(ada.page.url()).pathname).toBe(`/meeting/${meeting_id}`)
})
