import { findMessage } from '@runde/contracts/chat'
import { type WatchedMeeting, watchMeeting } from '@runde/contracts/meetings'
import { memoryBus } from '@runde/service-kit/memory-bus'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { type EventHub, startEventHub } from './event-hub.ts'
import { openLiveFeed, type Wanted } from './live-feed.ts'
import { publishEvent, publishJoined, watchedMeeting } from './live-samples.ts'
import { createMessageReader, type ReadMessage } from './message-reader.ts'

const meeting_id = '7kq-mfxr-2rp'
const eventually = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 5 })

let resources: AsyncDisposableStack
let bus: ReturnType<typeof memoryBus>
let hub: EventHub
let readMessage: ReadMessage
/** What a look at the meeting answers. */
let watched: WatchedMeeting
/** Whoever shows a session has not been let in. */
let waits: boolean

beforeEach(async () => {
  resources = new AsyncDisposableStack()
  bus = resources.use(memoryBus())
  watched = watchedMeeting(meeting_id, 0)
  waits = false
  await bus.serve(watchMeeting, async ({ participant_token }) => (participant_token && !waits ? { ...watched, participants: [] } : watched))
  hub = resources.use(await startEventHub({ bus }))
  readMessage = createMessageReader({ bus })
})
afterEach(() => resources.disposeAsync())

const open = async (wanted: Partial<Wanted> = {}, relayPatience = 60_000) => {
  const told: string[] = []
  const data: unknown[] = []
  let ended = 0
  const feed = await openLiveFeed(
    { bus, hub, readMessage, relayPatience },
    { meetingId: meeting_id, ...wanted },
    {
      tell(event, { version }) {
        told.push(`${event.name} ${version}`)
        data.push(event.data)
      },
      end: () => void ended++,
    },
  )
  resources.use(feed)
  return { told, data, ended: () => ended }
}
const change = async (...versions: number[]) => {
  for (const version of versions) {
    watched = watchedMeeting(meeting_id, version)
    await publishJoined(bus, { meeting_id, version })
  }
}

describe('a new browser', () => {
  test('is told the meeting as it is, then each change once', async () => {
    watched = watchedMeeting(meeting_id, 4)
    const { told } = await open()
    await publishJoined(bus, { meeting_id, version: 4 })
    await change(5, 6)
    await publishJoined(bus, { meeting_id, version: 6 })
    await change(7)
    await eventually(() => expect(told).toEqual(['meeting 4', 'participants 5', 'participants 6', 'participants 7']))
  })

  test('hears names with a session only', async () => {
    const [stranger, participant] = [await open(), await open({ participantToken: 'guest-1.secret' })]
    await change(1)
    await eventually(() => expect([stranger.data[1], participant.data[1]]).not.toContain(undefined))
    expect(stranger.data[1]).toEqual({ num_participants: 1 })
    expect(participant.data[1]).toEqual({ num_participants: 1, joined: { participant_id: 'guest-1', display_name: 'Mira' } })
  })

  test('hears what is said with a session only; all who listen ask for it once, and not when it is gone', async () => {
    const message = {
      message_id: '1-0',
      participant_id: 'guest-1',
      display_name: 'Mira',
      sent_at: '2026-11-25T18:00:00.000Z',
      text: 'Hallo',
    }
    let asked = 0
    await bus.serve(findMessage, async ({ message_id }) => {
      if (message_id !== '1-0') return {}
      asked += 1
      return { message }
    })
    const [stranger, one, other] = [await open(), ...(await Promise.all([1, 2].map((who) => open({ participantToken: `guest-${who}.s` }))))]
    for (const [version, message_id] of [
      [1, '1-0'],
      [2, '2-0'],
    ] as const)
      await publishEvent(bus, { type: 'message_sent', meeting_id, version, message_id, participant_id: 'guest-1' })
    await change(3)
    for (const listener of [one, other])
      await eventually(() => expect(listener?.told).toEqual(['meeting 0', 'message 1', 'participants 3']))
    expect(one?.data[1]).toEqual(message)
    await eventually(() => expect(stranger?.told).toEqual(['meeting 0', 'participants 3']))
    expect(asked).toBe(1)
  })

  test('in the lobby hears no name, and what was decided about it and nobody else', async () => {
    watched = { ...watchedMeeting(meeting_id, 0), admission: { decision: 'waiting' } }
    waits = true
    const { told, data } = await open({ participantToken: 'guest-1.secret' })
    const place = { meeting_id, display_name: 'Mira', num_waiting: 1 }
    await change(1)
    await publishEvent(bus, { type: 'participant_waiting', ...place, participant_id: 'guest-2', version: 2 })
    await publishEvent(bus, { type: 'participant_denied', ...place, participant_id: 'guest-2', version: 3, reason: 'Nur für das Team' })
    await publishEvent(bus, { type: 'participant_admitted', ...place, participant_id: 'guest-1', version: 4 })
    await eventually(() => expect(told).toEqual(['meeting 0', 'admission 0', 'participants 1', 'admission 4']))
    expect(data.slice(1)).toEqual([{ decision: 'waiting' }, { num_participants: 1 }, { decision: 'admitted' }])
  })

  test('inside hears how many wait, and a stranger does not', async () => {
    const [stranger, participant] = [await open(), await open({ participantToken: 'guest-1.secret' })]
    const place = { meeting_id, participant_id: 'guest-2', display_name: 'Jonas' }
    await publishEvent(bus, { type: 'participant_waiting', ...place, num_waiting: 1, version: 1 })
    await publishEvent(bus, { type: 'participant_denied', ...place, num_waiting: 0, version: 2, reason: 'Nur für das Team' })
    await change(3)
    await eventually(() => expect(participant.told).toEqual(['meeting 0', 'lobby 1', 'lobby 2', 'participants 3']))
    expect(participant.data.slice(1, 3)).toEqual([{ num_waiting: 1 }, { num_waiting: 0 }])
    await eventually(() => expect(stranger.told).toEqual(['meeting 0', 'participants 3']))
  })

  test('is told the end, and then nothing more', async () => {
    const { told, ended } = await open()
    await publishEvent(bus, { type: 'meeting_ending', meeting_id, version: 1, reason: 'expired' })
    await publishEvent(bus, { type: 'meeting_ended', meeting_id, version: 2 })
    await eventually(() => expect(ended()).toBe(1))
    expect(told).toEqual(['meeting 0', 'ended 1'])
  })

  test('of a meeting that is over is refused', async () => {
    watched = { ...watched, meeting: { ...watched.meeting, status: 'ended' } }
    await expect(open()).rejects.toMatchObject({ code: 'meeting_ended' })
    expect(hub.listenersOf(meeting_id)).toBe(0)
  })
})

describe('what no longer fits is looked at anew', () => {
  test('a missing version, which may come after its successor', async () => {
    const { told } = await open()
    watched = watchedMeeting(meeting_id, 2)
    await publishJoined(bus, { meeting_id, version: 2 })
    await publishJoined(bus, { meeting_id, version: 1 })
    await eventually(() => expect(told).toEqual(['meeting 0', 'meeting 2']))
    await change(3)
    await eventually(() => expect(told).toEqual(['meeting 0', 'meeting 2', 'participants 3']))
  })

  test('a meeting that was restored with a lower version', async () => {
    watched = watchedMeeting(meeting_id, 20)
    const { told } = await open()
    watched = watchedMeeting(meeting_id, 2)
    await publishEvent(bus, { type: 'meeting_restored', meeting_id, version: 2, room_sid: 'RM_1' })
    await eventually(() => expect(told).toEqual(['meeting 20', 'meeting 2']))
    await change(3)
    await eventually(() => expect(told).toEqual(['meeting 20', 'meeting 2', 'participants 3']))
  })
})

describe('who comes back', () => {
  test('is told exactly what was missed', async () => {
    await change(1, 2, 3, 4)
    await eventually(() => expect(hub.place).toBe(4))
    const { told } = await open({ after: { place: 2, version: 2 } })
    await change(5)
    await eventually(() => expect(told).toEqual(['participants 3', 'participants 4', 'participants 5']))
  })

  test('waits for what is stored and not yet on the stream', async () => {
    await change(1)
    watched = watchedMeeting(meeting_id, 2)
    const { told } = await open({ after: { place: 1, version: 1 } })
    await publishJoined(bus, { meeting_id, version: 2 })
    await eventually(() => expect(told).toEqual(['participants 2']))
  })

  test('is told how the meeting is when that never comes', async () => {
    await change(1)
    watched = watchedMeeting(meeting_id, 9)
    const { told } = await open({ after: { place: 1, version: 1 } }, 1)
    await eventually(() => expect(told).toEqual(['meeting 9']))
  })

  test('is told how the meeting is when the stream no longer holds the next change', async () => {
    await change(8, 9)
    const { told } = await open({ after: { place: 0, version: 3 } })
    await eventually(() => expect(told).toEqual(['meeting 9']))
  })

  test.each([
    ['a place beyond the stream', { place: 999, version: 3 }, []],
    ['a version that the meeting never had', { place: 3, version: 999 }, ['meeting 3']],
  ])('with %s goes on', async (_, after, first) => {
    await change(1, 2, 3)
    const { told } = await open({ after })
    await change(4)
    await eventually(() => expect(told).toEqual([...first, 'participants 4']))
  })

  test('after more than two hundred changes is told how the meeting is', async () => {
    await change(...Array.from({ length: 201 }, (_, index) => index + 1))
    expect((await open({ after: { place: 0, version: 0 } })).told).toEqual(['meeting 201'])
    const { told } = await open({ after: { place: 1, version: 1 } })
    await eventually(() => expect(told).toHaveLength(200))
  })

  test('is told of an end that came meanwhile', async () => {
    await publishEvent(bus, { type: 'meeting_ending', meeting_id, version: 1, reason: 'ended' })
    watched = { ...watchedMeeting(meeting_id, 1), meeting: { ...watched.meeting, status: 'ending' } }
    const { told, ended } = await open({ after: { place: 0, version: 0 } })
    await eventually(() => expect([told, ended()]).toEqual([['ended 1'], 1]))
  })
})
