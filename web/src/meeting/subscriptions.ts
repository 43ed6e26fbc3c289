import { RemoteTrackPublication, Track } from 'livekit-client'
import { type Accessor, createEffect, onCleanup } from 'solid-js'
import type { CallView } from './call-context.ts'

/** Turning a page there and back must not cost a new subscription. */
const grace = 2000

/** Videos of people who are not on the visible page are not received; their sound always is. */
export const keepSubscribed = (call: Pick<CallView, 'state' | 'room'>, visible: Accessor<readonly string[]>): void => {
  const set = (identity: string, subscribed: boolean) => {
    const camera = call.room()?.getParticipantByIdentity(identity)?.getTrackPublication(Track.Source.Camera)
    if (camera instanceof RemoteTrackPublication && camera.isDesired !== subscribed) camera.setSubscribed(subscribed)
  }
  createEffect(() => {
    const seen = new Set(visible())
    const hidden: string[] = []
    for (const { identity, own, cameraSid } of call.state.people) {
      if (own || !cameraSid) continue
      if (seen.has(identity)) set(identity, true)
      else hidden.push(identity)
    }
    const timer = setTimeout(() => {
      for (const identity of hidden) set(identity, false)
    }, grace)
    onCleanup(() => clearTimeout(timer))
  })
}
