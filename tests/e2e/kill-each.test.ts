import { expect, test } from 'vitest'
import { serviceNames } from '../support/service-process.ts'
import { until } from '../support/wait.ts'
import { seesMotion } from '../support/watching.ts'
import { useBreakableWorld } from './world.ts'

const world = useBreakableWorld()

const processes = ['redis', 'nats', 'livekit', ...serviceNames] as const

/** SIGKILL, and the start that a supervisor would make at once. Resolves when the process answers again. */
const killAndRestart = async (name: (typeof processes)[number]) => {
  if (name === 'redis' || name === 'nats' || name === 'livekit') {
    await world.servers[name].stop()
    return world.servers[name].start()
  }
  const [replica] = world.stack.replicas(name)
  if (!replica) throw new Error(`there is no ${name}`)
  await replica.kill()
  replica.start()
  await until(async () => (await fetch(`${replica.internalUrl}/readyz`)).ok, { what: `${name} to be ready`, within: 60_000 })
}

test.each(processes)('kill -9 of %s: the people stay or are back by themselves, and the next person joins', async (name) => {
  const [ada, ben] = [await world.somebody(), await world.somebody()]
  const meeting = await world.meeting()
  await ada.enter(meeting, 'Ada')
  await ben.enter(meeting, 'Ben')
  await Promise.all([seesMotion(ada.tile('Ben'), 'Ben'), seesMotion(ben.tile('Ada'), 'Ada')])
  const documentOf = (person: typeof ada) => person.page.evaluate(() => performance.timeOrigin)
  const documents = await Promise.all([ada, ben].map(documentOf))

  await killAndRestart(name)
  const returned = performance.now()
  // By way of LiveKit's signalling: a picture alone may still come while that is away.
  await ben.press(ben.words.microphoneOff)
  await ada.page.getByRole('group', { name: `Ben, ${ada.words.muted}` }).waitFor({ timeout: 60_000 })
  await Promise.all([seesMotion(ada.tile('Ben'), 'Ben again'), seesMotion(ben.tile('Ada'), 'Ada again')])
  for (const { page, words } of [ada, ben]) await page.getByText(words.lost).waitFor({ state: 'detached', timeout: 60_000 })
  console.info(`kill -9 of ${name}: both in the call ${((performance.now() - returned) / 1000).toFixed(1)} s after its return`)

  const eve = await world.somebody()
  await eve.enter(meeting, 'Eve')
  await Promise.all([seesMotion(eve.tile('Ada'), 'Ada for Eve'), ada.sees('Eve'), ben.sees('Eve')])
  expect(await Promise.all([ada, ben].map(documentOf)), 'nobody reloaded').toEqual(documents)
})
