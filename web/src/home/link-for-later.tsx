import type { CreatedMeeting } from '@runde/contracts/rest'
import Check from 'lucide-solid/icons/check'
import Copy from 'lucide-solid/icons/copy'
import Share from 'lucide-solid/icons/share-2'
import { type Component, createSignal, Show } from 'solid-js'
import { homeTexts as t } from '../i18n/home.ts'
import { copyText } from '../ui/copy.ts'
import { Dialog } from '../ui/dialog.tsx'
import { HostLink } from '../ui/host-link.tsx'

/** Shows the links of a new meeting: the one to be sent to others, and the one that makes hosts. */
export const LinkForLater: Component<{ meeting: Pick<CreatedMeeting, 'meeting_url' | 'host_url'>; onClose: () => void }> = (props) => {
  let field!: HTMLInputElement
  const [copied, setCopied] = createSignal(false)
  const copyIt = async () => {
    setCopied(await copyText(props.meeting.meeting_url))
    if (!copied()) field.select()
  }
  // A person who shut the share sheet wanted nothing.
  const shareIt = () => void navigator.share({ url: props.meeting.meeting_url }).catch(() => {})
  return (
    <Dialog title={t().linkForLater} onClose={props.onClose}>
      <p class="muted">{t().linkForLaterLead}</p>
      <input
        ref={field}
        class="input"
        readonly
        aria-label={t().meetingLink}
        value={props.meeting.meeting_url}
        onFocus={() => field.select()}
      />
      <div class="acts">
        <button type="button" class="btn primary lg" onClick={copyIt}>
          <Show when={copied()} fallback={<Copy class="i" />}>
            <Check class="i" />
          </Show>
          <span role="status">{copied() ? t().linkCopied : t().copyLink}</span>
        </button>
        <Show when={'share' in navigator}>
          <button type="button" class="btn lg" onClick={shareIt}>
            <Share class="i" />
            {t().shareLink}
          </button>
        </Show>
      </div>
      <div class="own-link">
        <HostLink url={props.meeting.host_url} texts={t()} />
      </div>
    </Dialog>
  )
}
