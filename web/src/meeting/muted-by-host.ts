import { EngineEvent, type Room } from 'livekit-client'
import type { LocalMedia } from '../media/media-types.ts'
import type { LocalShare } from './local-share.ts'

/** What a person sends. */
export type Sent = 'microphone' | 'camera' | 'share'

const sentAs: Readonly<Record<string, Sent>> = { microphone: 'microphone', camera: 'camera', screen_share: 'share' }

export interface MuteDeps {
  room: Room
  media: Pick<LocalMedia, 'microphone' | 'camera' | 'setWanted'>
  share: Pick<LocalShare, 'screen' | 'stop'>
  onMuted(what: Sent): void
}

/** What a host mutes is off from then on, as if the person had turned it off: they can turn it on again. */
export const followMutes = ({ room, media, share, onMuted }: MuteDeps): Disposable => {
  const { engine, localParticipant } = room
  const heard = (sid: string, muted: boolean) => {
    const what = muted && sentAs[localParticipant.trackPublications.get(sid)?.source ?? '']
    if (!what) return
    const on = what === 'share' ? share.screen() !== undefined : media[what]().wanted
    if (!on) return
    if (what === 'share') share.stop()
    else void media.setWanted(what, false)
    onMuted(what)
  }
  // The event of the room does not tell who muted.
  engine.on(EngineEvent.RemoteMute, heard)
  return { [Symbol.dispose]: () => engine.off(EngineEvent.RemoteMute, heard) }
}
