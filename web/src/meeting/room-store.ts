import { type Room, RoomEvent, type Track } from 'livekit-client'
import { createStore, reconcile, unwrap } from 'solid-js/store'
import { onceAFrame } from './once-a-frame.ts'
import { holdWhileAway, type Person, type RoomSnapshot, type Share, snapshot } from './snapshot.ts'

export type Human = Person<Track>
export type ScreenShare = Share<Track>
export type CallState = RoomSnapshot<Track>

export interface RoomStore {
  /** Read only: it follows the room. */
  readonly state: CallState
  /** Follows this room from now on, instead of the one before. */
  watch(room: Room): void
  [Symbol.dispose](): void
}

/** The one place that the views read: a picture of the room, taken at most once a frame after the SDK's events. */
export const createRoomStore = (): RoomStore => {
  const [state, setState] = createStore<CallState>({ connection: 'connecting', canPlay: true, people: [], shares: [] })
  let room: Room | undefined
  const take = () => {
    if (room) setState(reconcile(holdWhileAway(unwrap(state), snapshot<Track>(room)), { key: 'identity' }))
  }
  const frame = onceAFrame(take)
  const unwatch = () => {
    for (const event of Object.values(RoomEvent)) room?.off(event, frame.ask)
    room?.off(RoomEvent.TrackSubscribed, frame.askNow)
    frame.cancel()
    room = undefined
  }
  return {
    state,
    watch(next) {
      unwatch()
      room = next
      for (const event of Object.values(RoomEvent)) next.on(event, frame.ask)
      // Each frame waited here is a frame later for the first picture.
      next.on(RoomEvent.TrackSubscribed, frame.askNow)
      take()
    },
    [Symbol.dispose]: unwatch,
  }
}
