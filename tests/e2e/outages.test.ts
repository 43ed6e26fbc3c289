import { RoomServiceClient } from 'livekit-server-sdk'
import { expect, test } from 'vitest'
import { startOperator } from '../support/operator.ts'
import type { Person } from '../support/person.ts'
import { until } from '../support/wait.ts'
import { hears, hearsNothing, seesMotion } from '../support/watching.ts'
import { shoot } from './shoot.ts'
import { useBreakableWorld } from './world.ts'

const world = useBreakableWorld()

test('LiveKit dies and comes back: everybody is in the call again by themselves, as they were', async () => {
  const [ada, ben] = [await world.somebody(), await world.somebody()]
  const meeting = await world.meeting()
  await ada.enter(meeting, 'Ada')
  await ben.enter(meeting, 'Ben')
  await seesMotion(ben.tile('Ada'), 'Ada')
  await ada.press(ada.words.share)
  await ben.press(ben.words.microphoneOff)
  await ben.press(ben.words.cameraOff)
  const mutedBen = ada.page.getByRole('group', { name: `Ben, ${ada.words.muted}` })
  await mutedBen.getByText('B', { exact: true }).waitFor()
  await seesMotion(ben.tile(`${ben.words.screenOf} Ada`), "Ada's screen", 2)
  const documentOf = (person: typeof ada) => person.page.evaluate(() => performance.timeOrigin)
  const documents = await Promise.all([ada, ben].map(documentOf))

  await world.servers.livekit.stop()
  await ada.page.getByText(ada.words.lost).waitFor({ timeout: 60_000 })
  await ada.page.getByText(/^Nächster Versuch in \d+ Sekunden?$/).waitFor({ timeout: 60_000 })
  await shoot(ada.page, { name: 'meeting-reconnecting' })
  await world.servers.livekit.start()

  await Promise.all([ada, ben].map(({ page, words }) => page.getByText(words.lost).waitFor({ state: 'detached', timeout: 90_000 })))
  await seesMotion(ben.tile('Ada'), 'Ada again')
  await seesMotion(ben.tile(`${ben.words.screenOf} Ada`), "Ada's screen again", 2)
  await hears(ben.page)
  expect(await Promise.all([ada, ben].map(documentOf)), 'nobody reloaded').toEqual(documents)

  await mutedBen.getByText('B', { exact: true }).waitFor()
  await hearsNothing(ada.page)
  await ben.press(ben.words.microphoneOn)
  await ben.press(ben.words.cameraOn)
  await seesMotion(ada.tile('Ben'), 'Ben')
  await hears(ada.page)
})

test('a room that was deleted by hand stands again, with everybody in it', async () => {
  const [ada, ben] = [await world.somebody(), await world.somebody()]
  const meeting = await world.meeting()
  await ada.enter(meeting, 'Ada')
  await ben.enter(meeting, 'Ben')
  await seesMotion(ada.tile('Ben'), 'Ben')
  const { livekitUrl, apiKey, apiSecret } = world.servers
  const livekit = new RoomServiceClient(livekitUrl, apiKey, apiSecret)
  const room = new URL(meeting).pathname.split('/').at(-1) ?? ''
  const [before] = await livekit.listRooms([room])

  await livekit.deleteRoom(room)
  const stands = async () => (await livekit.listRooms([room]))[0]?.sid
  await until(async () => (await stands()) !== undefined && (await stands()) !== before?.sid, { what: 'another room of the same name' })
  await Promise.all([seesMotion(ada.tile('Ben'), 'Ben again'), seesMotion(ben.tile('Ada'), 'Ada again')])
})

test('a call goes on while Redis and NATS are away', async () => {
  const [ada, ben] = [await world.somebody(), await world.somebody()]
  const meeting = await world.meeting()
  await ada.enter(meeting, 'Ada')
  await ben.enter(meeting, 'Ben')
  await seesMotion(ada.tile('Ben'), 'Ben')

  await world.servers.redis.stop()
  await world.servers.nats.stop()
  await seesMotion(ada.tile('Ben'), 'Ben without Redis and NATS', 30)
  await world.servers.redis.start()
  await world.servers.nats.start()
  await world.stack.healthy()

  const eve = await world.somebody()
  await eve.enter(meeting, 'Eve')
  await ada.sees('Eve')
})

test('the call does not notice the loss of the events, and they go on', async () => {
  const ada = await world.somebody()
  const ben = await world.somebody()
  const created = await world.create({ expires_in: 3600 })
  const meeting = created.meeting_url
  await ada.enter(meeting, 'Ada')
  await ben.enter(meeting, 'Ben')
  await seesMotion(ada.tile('Ben'), 'Ben')

  await world.servers.nats.stop()
  await seesMotion(ada.tile('Ben'), 'Ben without NATS', 20)
  await world.servers.nats.start()
  await world.stack.healthy()
  expect(await ada.page.getByText(ada.words.lost).count()).toBe(0)

  const [gateway] = world.stack.replicas('gateway')
  await gateway?.kill()
  await seesMotion(ada.tile('Ben'), 'Ben without the gateway')
  gateway?.start()
  await world.stack.healthy()

  await using operator = await startOperator(world.servers.natsUrl)
  await operator.extend(created, 130)
  const warned = ({ page, words }: Person) => page.getByRole('status').getByText(words.endsInTwo).waitFor({ timeout: 90_000 })
  await Promise.all([ada, ben].map(warned))
  await seesMotion(ada.tile('Ben'), 'Ben all the time')
})

test('a person who cannot reach the server is told, and joins by themselves when it is back', async () => {
  const ada = await world.somebody()
  const meeting = await world.meeting()
  await ada.open(meeting)
  await ada.page.getByLabel(ada.words.name).fill('Ada')
  // What the page shows without a server, it has loaded while there was one.
  await ada.page.waitForLoadState('networkidle')
  const [gateway] = world.stack.replicas('gateway')
  await gateway?.kill()
  await ada.press(ada.words.join)
  await ada.heading(ada.words.away).waitFor()
  await shoot(ada.page, { name: 'server-away', themed: true })

  gateway?.start()
  await world.stack.healthy()
  await ada.page.getByRole('toolbar', { name: ada.words.controls }).waitFor({ timeout: 60_000 })
  await seesMotion(ada.tile(ada.words.own), 'herself')
})

test('an absence longer than a call waits for: the page says so, and goes on by itself', { timeout: 300_000 }, async () => {
  const [ada, ben] = [await world.somebody(), await world.somebody()]
  const meeting = await world.meeting()
  await ada.enter(meeting, 'Ada')
  await ben.enter(meeting, 'Ben')
  await seesMotion(ada.tile('Ben'), 'Ben')
  await ben.press(ben.words.microphoneOff)

  await world.servers.livekit.stop()
  await Promise.all([ada, ben].map((person) => person.heading(person.words.away).waitFor({ timeout: 150_000 })))
  // An attempt that fails leaves the page as it is.
  const refusal = await ada.page.waitForResponse((response) => response.url().endsWith('/join'), { timeout: 60_000 })
  await ada.page.getByText(/^Nächster Versuch in/).waitFor()
  expect({ status: refusal.status(), forms: await ada.page.getByLabel(ada.words.name).count() }).toEqual({ status: 503, forms: 0 })
  await world.servers.livekit.start()

  await Promise.all([ada, ben].map(({ page, words }) => page.getByRole('toolbar', { name: words.controls }).waitFor({ timeout: 90_000 })))
  await seesMotion(ada.tile('Ben'), 'Ben again')
  await ada.page.getByRole('group', { name: `Ben, ${ada.words.muted}` }).waitFor()
})
