import { memoryBus } from '@runde/service-kit/memory-bus'
import { expect, test, vi } from 'vitest'
import { type PlacedEvent, startEventHub } from './event-hub.ts'
import { publishJoined } from './live-samples.ts'

const eventually = (check: () => void) => vi.waitFor(check, { timeout: 20_000, interval: 5 })

test('each listener hears its own meeting from now on, and nothing after it has left', async () => {
  await using bus = memoryBus()
  await publishJoined(bus, { meeting_id: 'one', version: 1 })
  await using hub = await startEventHub({ bus })
  expect(hub.place).toBe(1)
  const heard: PlacedEvent[] = []
  const listener = { onEvent: (placed: PlacedEvent) => heard.push(placed), onLost: () => {} }
  const first = hub.listen('one', listener)
  using _second = hub.listen('one', { ...listener, onEvent: () => {} })
  expect([hub.listenersOf('one'), hub.listenersOf('other')]).toEqual([2, 0])
  await publishJoined(bus, { meeting_id: 'other', version: 1 })
  await publishJoined(bus, { meeting_id: 'one', version: 2 })
  await eventually(() => expect(heard.map(({ event, place }) => [event.version, place])).toEqual([[2, 3]]))
  first[Symbol.dispose]()
  await publishJoined(bus, { meeting_id: 'one', version: 3 })
  await eventually(() => expect(hub.place).toBe(4))
  expect(heard).toHaveLength(1)
  expect(hub.listenersOf('one')).toBe(1)
})
