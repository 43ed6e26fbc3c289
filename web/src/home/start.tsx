import type { CreatedMeeting } from '@runde/contracts/rest'
import CircleAlert from 'lucide-solid/icons/circle-alert'
import Link from 'lucide-solid/icons/link'
import Video from 'lucide-solid/icons/video'
import { type Component, createSignal, Show } from 'solid-js'
import { homeTexts as t } from '../i18n/home.ts'
import { createMeeting, pageOf } from './create-meeting.ts'
import { EncryptionSwitch } from './encryption-switch.tsx'
import { rememberEncryption, wantsEncryption } from './encryption-wish.ts'
import { LinkForLater } from './link-for-later.tsx'

/** The two ways to a new meeting: at once, or its link for later. */
export const Start: Component = () => {
  const [busy, setBusy] = createSignal<'now' | 'later'>()
  const [failed, setFailed] = createSignal(false)
  const [later, setLater] = createSignal<CreatedMeeting>()
  const [encrypted, setEncrypted] = createSignal(wantsEncryption())

  const create = async (when: 'now' | 'later') => {
    if (busy()) return
    setBusy(when)
    setFailed(false)
    try {
      const meeting = await createMeeting(encrypted())
      if (when === 'later') setLater(meeting)
      // Busy until the next page is there.
      else return location.assign(pageOf(meeting))
    } catch {
      setFailed(true)
    }
    setBusy(undefined)
  }
  const encrypt = (on: boolean) => {
    setEncrypted(on)
    rememberEncryption(on)
  }
  // Coming back from the meeting, a browser may show this page as it was left.
  if (typeof window !== 'undefined') addEventListener('pageshow', () => setBusy(undefined))

  return (
    <>
      <div class="row wrap">
        <button type="button" class="btn primary lg" aria-busy={busy() === 'now'} onClick={() => create('now')}>
          <Show when={busy() === 'now'} fallback={<Video class="i" />}>
            <span class="spin i" />
          </Show>
          {t().newMeeting}
        </button>
        <button type="button" class="btn quiet lg" aria-busy={busy() === 'later'} onClick={() => create('later')}>
          <Show when={busy() === 'later'} fallback={<Link class="i" />}>
            <span class="spin i" />
          </Show>
          {t().linkForLater}
        </button>
      </div>
      <EncryptionSwitch on={encrypted()} onChange={encrypt} />
      <Show when={failed()}>
        <p class="error" role="alert">
          <CircleAlert class="i" />
          {t().createFailed}
        </p>
      </Show>
      <Show when={later()}>{(meeting) => <LinkForLater meeting={meeting()} onClose={() => setLater(undefined)} />}</Show>
    </>
  )
}
