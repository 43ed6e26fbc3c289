import type { WaitingInLobby } from '@runde/contracts/host-operations'
import { tidyName } from '../prejoin/display-name.ts'
import { Dialog } from '../ui/dialog.tsx'
import type { Host } from './create-host.ts'
import { t } from './words.ts'

/** In characters; as the server takes it. */
const reasonLimit = 200

/** Asks whether somebody who waits is not to come in, and what they are told about it. */
export const DenyDialog = (props: { host: Host; person: WaitingInLobby; onClose(): void }) => {
  let reason!: HTMLInputElement
  const deny = (event: SubmitEvent) => {
    event.preventDefault()
    void props.host.deny(props.person, tidyName(reason.value))
    props.onClose()
  }
  return (
    <Dialog title={t().denyTitle(props.person.display_name)} onClose={() => props.onClose()}>
      <p class="muted">{t().denyText}</p>
      <form onSubmit={deny}>
        <div class="field">
          <label for="deny-reason">{t().denyReason}</label>
          <input
            ref={reason}
            class="input"
            id="deny-reason"
            autocomplete="off"
            maxlength={reasonLimit}
            aria-describedby="deny-reason-hint"
          />
          <p class="hint" id="deny-reason-hint">
            {t().denyReasonHint}
          </p>
        </div>
        <div class="acts">
          <button type="button" class="btn" onClick={() => props.onClose()}>
            {t().cancel}
          </button>
          <button type="submit" class="btn danger">
            {t().deny}
          </button>
        </div>
      </form>
    </Dialog>
  )
}
