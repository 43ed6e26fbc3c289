import { type Participant, type Room, RoomEvent } from 'livekit-client'
import { type Accessor, createSignal } from 'solid-js'
import { type Failures, forgottenAfter, isAboutKey, isFailing, withFailure } from './decryption.ts'

export interface Undecryptable {
  /** Identities of those whose frames the own key does not open. */
  readonly undecryptable: Accessor<ReadonlySet<string>>
  /** Learns it from this room from now on, until disposed. */
  follow(room: Room): Disposable
}

const sameMembers = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean => a.size === b.size && [...a].every((one) => b.has(one))

/** The SDK tells of frames that it could not decrypt, never of those that it could. */
export const createUndecryptable = (): Undecryptable => {
  const [undecryptable, setUndecryptable] = createSignal<ReadonlySet<string>>(new Set(), { equals: sameMembers })

  const follow = (room: Room): Disposable => {
    const failures = new Map<string, Failures>()
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = () => {
      const now = Date.now()
      setUndecryptable(new Set([...failures].flatMap(([identity, one]) => (isFailing(one, now) ? identity : []))))
    }
    const failed = (error: Error, by?: Participant) => {
      if (!by || by.isLocal || !isAboutKey(error)) return
      failures.set(by.identity, withFailure(failures.get(by.identity), Date.now()))
      clearTimeout(timer)
      timer = setTimeout(look, forgottenAfter)
      look()
    }
    // Whoever comes back may have found the right key.
    const gone = ({ identity }: Participant) => {
      failures.delete(identity)
      look()
    }
    room.on(RoomEvent.EncryptionError, failed)
    room.on(RoomEvent.ParticipantDisconnected, gone)
    return {
      [Symbol.dispose]() {
        clearTimeout(timer)
        room.off(RoomEvent.EncryptionError, failed)
        room.off(RoomEvent.ParticipantDisconnected, gone)
        failures.clear()
        look()
      },
    }
  }
  return { undecryptable, follow }
}
