import { createSignal } from 'solid-js'
import { readText, writeText } from '../storage.ts'
import type { CallView, Panel } from './call-context.ts'
import { lateAfter } from './late-after.ts'
import type { Call } from './session.ts'
import { settled } from './settled.ts'
import { createToasts } from './toasts.ts'
import { t } from './words.ts'

const keysKey = 'runde.keys'

/** What the views share, made once per shown call. */
export const createCallView = (call: Call, showKeys: () => void): CallView => {
  const toasts = createToasts()
  const [panel, setPanel] = createSignal<Panel>()
  const [keysOn, setKeysOn] = createSignal(readText('localStorage', keysKey) !== 'off')
  const { media, share, state } = call

  const heard = () => state.people.filter((one) => one.speaking).map((one) => one.identity)
  const poor = () => state.people.filter((one) => one.poor).map((one) => one.identity)

  const copyLink = async () => {
    try {
      await navigator.clipboard.writeText(call.meeting.url)
      toasts.say({ text: t().linkCopied })
    } catch {
      toasts.say({ text: t().copyFailed })
    }
  }
  const startShare = () => share.start().catch(() => toasts.say({ text: t().shareFailed }))

  return {
    ...call,
    toasts,
    speaking: settled(heard, { on: 120, off: 800, most: 3 }),
    weak: settled(poor, { on: 5000, off: 10_000 }),
    troubleShown: lateAfter(() => call.trouble() !== undefined, 2000),
    panel,
    setPanel,
    keysOn,
    setKeysOn(on) {
      setKeysOn(on)
      writeText('localStorage', keysKey, on ? undefined : 'off')
    },
    showKeys,
    toggleMicrophone: () => void media.setWanted('microphone', !(media.microphone().wanted && media.microphone().track)),
    toggleCamera: () => void media.setWanted('camera', !(media.camera().wanted && !media.camera().problem)),
    toggleShare: () => void (share.screen() ? share.stop() : startShare()),
    copyLink,
  }
}
