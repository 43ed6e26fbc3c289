import type { AskableSource, MutableSource } from '@runde/contracts/host-operations'
import type { Permissions } from '@runde/contracts/meetings'
import { everything, isSame } from '@runde/contracts/permissions'
import { type RemoteParticipant, type Room, RoomEvent } from 'livekit-client'
import { type Accessor, createEffect, createSignal, untrack } from 'solid-js'
import type { LocalMedia } from '../media/media-types.ts'
import { rememberWanted } from '../media/remembered.ts'
import { askedFor } from './asked.ts'
import type { LocalShare } from './local-share.ts'
import { permissionsOf, sources } from './permissions.ts'

/** What hosts let this person send, and ask them to. */
export interface OwnPermissions {
  /** As LiveKit has it now. */
  readonly may: Accessor<Permissions>
  /** What was taken away just now while it was in use; a new value each time. */
  readonly taken: Accessor<readonly MutableSource[]>
  /** What a host has just asked this person to turn on; a new value each time. */
  readonly asked: Accessor<{ readonly what: AskableSource } | undefined>
}

export interface OwnPermissionsDeps {
  media: Pick<LocalMedia, 'microphone' | 'camera' | 'setWanted'>
  share: Pick<LocalShare, 'screen' | 'stop'>
}

export interface FollowedPermissions extends OwnPermissions {
  /** Hears of them from this room from now on, until disposed. */
  follow(room: Room): Disposable
}

/** Needs an owner. What may not be sent is off, as if the person had turned it off: it comes back only when they turn it on. */
export const createOwnPermissions = ({ media, share }: OwnPermissionsDeps): FollowedPermissions => {
  const [may, setMay] = createSignal(everything, { equals: isSame })
  const [taken, setTaken] = createSignal<readonly MutableSource[]>([], { equals: false })
  const [asked, setAsked] = createSignal<{ readonly what: AskableSource }>()

  const isOn = (source: MutableSource): boolean => (source === 'screen_share' ? share.screen() !== undefined : media[source]().wanted)
  const turnOff = (source: MutableSource) => {
    if (source === 'screen_share') return share.stop()
    void media.setWanted(source, false)
    // It was not their choice: the next visit begins with what was.
    rememberWanted(source, true)
  }
  createEffect(() => {
    const off = sources.filter((source) => isOn(source) && !may()[source])
    if (off.length === 0) return
    untrack(() => off.forEach(turnOff))
    setTaken(off)
  })

  const follow = (room: Room): Disposable => {
    const { localParticipant } = room
    const look = () => setMay(permissionsOf(localParticipant.permissions))
    const hear = (payload: Uint8Array, by?: RemoteParticipant, _kind?: unknown, topic?: string, _encryption?: unknown, sender?: string) => {
      const what = askedFor({ payload, topic, sender: by?.identity ?? sender })
      if (what) setAsked({ what })
    }
    look()
    room.on(RoomEvent.ParticipantPermissionsChanged, look)
    room.on(RoomEvent.DataReceived, hear)
    return {
      [Symbol.dispose]() {
        room.off(RoomEvent.ParticipantPermissionsChanged, look)
        room.off(RoomEvent.DataReceived, hear)
      },
    }
  }
  return { may, taken, asked, follow }
}
