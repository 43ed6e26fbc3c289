import { createSignal } from 'solid-js'
import { Dialog } from '../ui/dialog.tsx'
import type { Host } from './create-host.ts'
import type { Human } from './room-store.ts'
import { t } from './words.ts'

/** Asks whether somebody is to go, and whether for good. */
export const RemoveDialog = (props: { host: Host; person: Human; onClose(): void }) => {
  const [mayReturn, setMayReturn] = createSignal(false)
  const remove = () => {
    void props.host.remove(props.person, !mayReturn())
    props.onClose()
  }
  return (
    <Dialog title={t().removeOne(props.person.name)} onClose={() => props.onClose()}>
      <p class="muted">{mayReturn() ? t().removeGently : t().removeText}</p>
      <label class="opt">
        <span>{t().mayReturn}</span>
        <input type="checkbox" class="switch" checked={mayReturn()} onChange={(event) => setMayReturn(event.currentTarget.checked)} />
      </label>
      <div class="acts">
        <button type="button" class="btn" onClick={() => props.onClose()}>
          {t().cancel}
        </button>
        <button type="button" class="btn danger" onClick={remove}>
          {t().remove}
        </button>
      </div>
    </Dialog>
  )
}
