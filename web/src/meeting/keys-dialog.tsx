import { For, onMount } from 'solid-js'
import { useCall } from './call-context.ts'
import { t } from './words.ts'

/** All keys, and the switch that turns them off. */
export const KeysDialog = (props: { onClose(): void }) => {
  const call = useCall()
  let dialog!: HTMLDialogElement
  onMount(() => dialog.showModal())
  const keys = () => [
    [t().microphone, 'M'],
    [t().camera, 'V'],
    [t().share, 'S'],
    [t().raiseHand, 'H'],
    [t().people, 'P'],
    [t().chat, 'C'],
    [t().fullScreen, 'F'],
    [t().holdToTalk, t().space],
    [t().allShortcuts, '?'],
  ]
  return (
    <dialog ref={dialog} class="dialog" aria-labelledby="keys-heading" onClose={() => props.onClose()}>
      <h2 id="keys-heading">{t().shortcuts}</h2>
      <div class="keys">
        <For each={keys()}>
          {([what, key]) => (
            <div>
              <span>{what}</span>
              <kbd class="kbd">{key}</kbd>
            </div>
          )}
        </For>
      </div>
      <label class="opt">
        <span>{t().keysOn}</span>
        <input type="checkbox" class="switch" checked={call.keysOn()} onChange={(event) => call.setKeysOn(event.currentTarget.checked)} />
      </label>
      <div class="acts">
        <button type="button" class="btn" onClick={() => dialog.close()}>
          {t().close}
        </button>
      </div>
    </dialog>
  )
}
