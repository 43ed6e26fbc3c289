import Copy from 'lucide-solid/icons/copy'
import Share from 'lucide-solid/icons/share-2'
import { Show } from 'solid-js'
import { useCall } from './call-context.ts'
import { QrCode } from './qr-code.tsx'
import { t } from './words.ts'

/** What a person alone in a meeting needs: ways to bring others in. */
export const InviteCard = () => {
  const call = useCall()
  const { meeting } = call
  const share = () => navigator.share({ title: meeting.name(), url: meeting.url }).catch(() => {})
  return (
    <aside class="invite">
      <div class="stack stack-2">
        <h2>{t().aloneTitle}</h2>
        <p class="muted small">{t().aloneText}</p>
        <Show when={call.passcodeRequired()}>
          <p class="muted small">{t().passcodeNeeded}</p>
        </Show>
      </div>
      <div class="link">
        <input
          class="input num"
          readonly
          value={meeting.url.replace(/^https?:\/\//, '')}
          aria-label={t().link}
          onFocus={(event) => event.currentTarget.select()}
        />
      </div>
      <div class="link">
        <button type="button" class="btn primary grow" onClick={() => call.copyLink()}>
          <Copy class="i" aria-hidden="true" />
          {t().copyLink}
        </button>
        <Show when={'share' in navigator}>
          <button type="button" class="btn icon" aria-label={t().shareLink} title={t().shareLink} onClick={share}>
            <Share class="i" aria-hidden="true" />
          </button>
        </Show>
      </div>
      <div class="qr">
        <QrCode text={meeting.url} />
        <span>{t().scan}</span>
      </div>
    </aside>
  )
}
