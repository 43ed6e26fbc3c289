import X from 'lucide-solid/icons/x'
import { type JSX, onCleanup, onMount, type ParentComponent } from 'solid-js'
import { commonTexts as t } from '../i18n/common.ts'

/** A modal dialog that is open for as long as it is rendered; Esc, the cross and a press beside it ask to close. */
export const Dialog: ParentComponent<{ title: string; onClose: () => void; children: JSX.Element }> = (props) => {
  let dialog!: HTMLDialogElement
  onMount(() => {
    dialog.showModal()
    dialog.querySelector<HTMLElement>('.btn.primary, select')?.focus()
  })
  const opener = document.activeElement
  onCleanup(() => {
    // Nothing outside can be focused while the dialog is open.
    dialog.close()
    if (opener instanceof HTMLElement) opener.focus()
  })
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard has Esc and the cross
    <dialog
      ref={dialog}
      class="dialog stack"
      aria-labelledby="dialog-title"
      onCancel={(event) => {
        event.preventDefault()
        props.onClose()
      }}
      onClick={(event) => event.target === dialog && props.onClose()}
    >
      <header class="row">
        <h2 id="dialog-title" class="grow">
          {props.title}
        </h2>
        <button type="button" class="btn quiet icon" aria-label={t().close} onClick={() => props.onClose()}>
          <X class="i" />
        </button>
      </header>
      {props.children}
    </dialog>
  )
}
