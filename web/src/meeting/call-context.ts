import type { MutableSource } from '@runde/contracts/host-operations'
import { type Accessor, createContext, useContext } from 'solid-js'
import type { Chat } from './chat/create-chat.ts'
import type { Host } from './create-host.ts'
import type { OwnHand } from './own-hand.ts'
import type { Human } from './room-store.ts'
import type { Call } from './session.ts'
import type { Toasts } from './toasts.ts'

export type Panel = 'people' | 'chat' | undefined

/** The call and what the views share while it is shown. */
export interface CallView extends Call {
  readonly toasts: Toasts
  /** What waits for an answer, beside what is only told. */
  readonly questions: Toasts
  /** Identities with a speaking ring, calmed. */
  readonly speaking: Accessor<ReadonlySet<string>>
  /** Identities whose connection has been poor for a while. */
  readonly weak: Accessor<ReadonlySet<string>>
  /** Who has raised their hand, first come, first. */
  readonly hands: Accessor<readonly Human[]>
  readonly hand: OwnHand
  readonly chat: Chat
  /** The line has been down for longer than a blink. */
  readonly troubleShown: Accessor<boolean>
  readonly panel: Accessor<Panel>
  setPanel(panel: Panel): void
  /** What this person may do as a host or co-host; undefined for everybody else. */
  readonly host: Accessor<Host | undefined>
  /** Opens what hosts may change about the meeting. */
  manage(): void
  readonly keysOn: Accessor<boolean>
  setKeysOn(on: boolean): void
  showKeys(): void
  /** Opens where another key is pasted. */
  askForKey(): void
  /** The own microphone is open; the camera is on or about to be. */
  readonly microphoneOn: Accessor<boolean>
  readonly cameraOn: Accessor<boolean>
  /** Whether the person may send it now; if not, they are told. */
  allows(source: MutableSource): boolean
  turnOn(source: MutableSource): void
  toggleMicrophone(): Promise<void>
  toggleCamera(): Promise<void>
  toggleShare(): void
  copyLink(): Promise<void>
}

const CallContext = createContext<CallView>()

export const CallProvider = CallContext.Provider

export const useCall = (): CallView => {
  const call = useContext(CallContext)
  if (!call) throw new Error('outside of a call')
  return call
}
