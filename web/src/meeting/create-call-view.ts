import type { MutableSource } from '@runde/contracts/host-operations'
import { createMemo, createSignal } from 'solid-js'
import type { MediaKind } from '../media/media-types.ts'
import { readText, writeText } from '../storage.ts'
import { copyText } from '../ui/copy.ts'
import type { CallView, Panel } from './call-context.ts'
import { createChat } from './chat/create-chat.ts'
import { createHost } from './create-host.ts'
import { problemText } from './device-problems.ts'
import { raisedHands } from './hands.ts'
import { lateAfter } from './late-after.ts'
import { createOwnHand } from './own-hand.ts'
import type { Call } from './session.ts'
import { settled } from './settled.ts'
import { createToasts } from './toasts.ts'
import { t } from './words.ts'

const keysKey = 'runde.keys'

/** What the views share, made once per shown call. */
export const createCallView = (
  call: Call,
  { showKeys, manage, askForKey }: Pick<CallView, 'showKeys' | 'manage' | 'askForKey'>,
): CallView => {
  const toasts = createToasts()
  const questions = createToasts()
  const [panel, setPanel] = createSignal<Panel>()
  const [keysOn, setKeysOn] = createSignal(readText('localStorage', keysKey) !== 'off')
  const { media, share, state } = call

  // People who are held on the screen while the line is down are not heard.
  const heard = () => (call.trouble() ? [] : state.people.filter((one) => one.speaking).map((one) => one.identity))
  const poor = () => state.people.filter((one) => one.poor).map((one) => one.identity)

  const copyLink = async () => {
    const copied = call.passcodeRequired() ? `${t().linkCopied}. ${t().passcodeNeeded}` : t().linkCopied
    // The address bar does not have the key.
    const failed = call.encrypted() ? t().keyedCopyFailed : t().copyFailed
    toasts.say({ text: (await copyText(call.meeting.url)) ? copied : failed })
  }
  const allows = (source: MutableSource): boolean => {
    const allowed = call.may()[source]
    if (!allowed) toasts.say({ text: t().takenAway(t().sendings[source]) })
    return allowed
  }
  /** A wish that meets a problem is tried again, and the answer is told. */
  const want = async (kind: MediaKind, wanted: boolean) => {
    if (wanted && !allows(kind)) return
    await media.setWanted(kind, wanted)
    const now = media[kind]()
    if (now.wanted && now.problem) toasts.say({ text: problemText(kind, now.problem) })
  }
  const toggle = (kind: MediaKind) => {
    const { wanted, problem } = media[kind]()
    return want(kind, !wanted || problem !== undefined)
  }
  const host = createMemo(() => {
    const [role, token] = [call.role(), call.participantToken()]
    return role !== 'participant' && token ? createHost({ call, toasts, role, token }) : undefined
  })
  const own = createMemo(() => state.people.find((one) => one.own))
  const speaking = settled(heard, { on: 120, off: 800, most: 3 })
  const hand = createOwnHand({
    meetingId: call.meeting.id,
    token: call.participantToken,
    hand: () => own()?.hand ?? 0,
    speaking: () => speaking().has(own()?.identity ?? ''),
    toasts,
  })
  const chat = createChat({
    meetingId: call.meeting.id,
    token: call.participantToken,
    own,
    mediaKey: call.mediaKey,
    live: call.live,
    connected: () => call.room() !== undefined,
    startedAt: call.startedAt,
    open: () => panel() === 'chat',
  })
  const startShare = () => {
    if (allows('screen_share')) share.start().catch(() => toasts.say({ text: t().shareFailed }))
  }

  return {
    ...call,
    toasts,
    questions,
    speaking,
    hands: createMemo(() => raisedHands(state.people)),
    hand,
    chat,
    weak: settled(poor, { on: 5000, off: 10_000 }),
    troubleShown: lateAfter(() => call.trouble() !== undefined, 2000),
    panel,
    setPanel,
    keysOn,
    setKeysOn(on) {
      setKeysOn(on)
      writeText('localStorage', keysKey, on ? undefined : 'off')
    },
    host,
    manage,
    showKeys,
    askForKey,
    microphoneOn: () => media.microphone().wanted && media.microphone().track !== undefined,
    cameraOn: () => media.camera().wanted && media.camera().problem === undefined,
    allows,
    turnOn: (source) => void (source === 'screen_share' ? startShare() : want(source, true)),
    toggleMicrophone: () => toggle('microphone'),
    toggleCamera: () => toggle('camera'),
    toggleShare: () => void (share.screen() ? share.stop() : startShare()),
    copyLink,
  }
}
