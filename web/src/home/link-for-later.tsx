import type { CreatedMeeting } from '@runde/contracts/rest'
import Check from 'lucide-solid/icons/check'
import Copy from 'lucide-solid/icons/copy'
import Share from 'lucide-solid/icons/share-2'
import { type Component, createSignal, Show } from 'solid-js'
import { homeTexts as t } from '../i18n/home.ts'
import { copyText } from '../ui/copy.ts'
import { Dialog } from '../ui/dialog.tsx'

const CopyMark: Component<{ copied: boolean }> = (props) => (
  <Show when={props.copied} fallback={<Copy class="i" />}>
    <Check class="i" />
  </Show>
)

/** Shows the links of a new meeting: the one to be sent to others, and the one that makes hosts. */
export const LinkForLater: Component<{ meeting: Pick<CreatedMeeting, 'meeting_url' | 'host_url'>; onClose: () => void }> = (props) => {
  let guests!: HTMLInputElement
  let hosts!: HTMLInputElement
  const [copied, setCopied] = createSignal<HTMLInputElement>()
  const copy = async (field: HTMLInputElement) => {
    if (await copyText(field.value)) return setCopied(field)
    setCopied(undefined)
    field.select()
  }
  // A person who shut the share sheet wanted nothing.
  const shareIt = () => void navigator.share({ url: props.meeting.meeting_url }).catch(() => {})
  return (
    <Dialog title={t().linkForLater} onClose={props.onClose}>
      <p class="muted">{t().linkForLaterLead}</p>
      <input
        ref={guests}
        class="input"
        readonly
        aria-label={t().meetingLink}
        value={props.meeting.meeting_url}
        onFocus={() => guests.select()}
      />
      <div class="acts">
        <button type="button" class="btn primary lg" onClick={() => copy(guests)}>
          <CopyMark copied={copied() === guests} />
          <span role="status">{copied() === guests ? t().linkCopied : t().copyLink}</span>
        </button>
        <Show when={'share' in navigator}>
          <button type="button" class="btn lg" onClick={shareIt}>
            <Share class="i" />
            {t().shareLink}
          </button>
        </Show>
      </div>
      <section class="field own-link">
        <label for="host-link">{t().hostLink}</label>
        <div class="pair">
          <input
            ref={hosts}
            class="input"
            id="host-link"
            readonly
            value={props.meeting.host_url}
            aria-describedby="host-link-hint"
            onFocus={() => hosts.select()}
          />
          <button type="button" class="btn icon" aria-label={t().copyHostLink} title={t().copyHostLink} onClick={() => copy(hosts)}>
            <CopyMark copied={copied() === hosts} />
          </button>
        </div>
        <p class="hint" id="host-link-hint">
          {t().hostLinkHint}
        </p>
        <span class="sr" role="status">
          {copied() === hosts ? t().linkCopied : ''}
        </span>
      </section>
    </Dialog>
  )
}
