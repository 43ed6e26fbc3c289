import { createSignal, createUniqueId, onMount, Show } from 'solid-js'
import { t } from './words.ts'

interface RowProps {
  name: string
  /** Resolves when it is decided, whatever came of it. */
  onRevoke(): Promise<void>
}

/** Asked in the place of the button; the focus is on the answer that does nothing. */
const Sure = (props: RowProps & { onCancel(): void }) => {
  const id = `revoke-${createUniqueId()}`
  let cancel!: HTMLButtonElement
  onMount(() => cancel.focus())
  return (
    <div class="stack stack-2 sure" role="group" aria-labelledby={id}>
      <p class="muted" id={id}>
        <span class="sr">{props.name}: </span>
        {t().revokeSure}
      </p>
      <div class="row wrap">
        <button type="button" class="btn danger sm" onClick={() => void props.onRevoke()}>
          {t().revoke}
        </button>
        <button ref={cancel} type="button" class="btn sm" onClick={() => props.onCancel()}>
          {t().cancel}
        </button>
      </div>
    </div>
  )
}

/** A link that makes hosts, which can be revoked once that is confirmed. */
export const HostLinkRow = (props: RowProps) => {
  const [asking, setAsking] = createSignal(false)
  let row!: HTMLDivElement
  const ask = () => setAsking(true)
  const cancel = () => {
    setAsking(false)
    row.querySelector('button')?.focus()
  }
  const revoke = async () => {
    await props.onRevoke()
    // It may not have worked.
    if (row.isConnected) cancel()
  }
  return (
    <li>
      <div class="row" ref={row}>
        <span class="grow num">{props.name}</span>
        <Show when={!asking()}>
          <button type="button" class="btn quiet sm" aria-label={t().revokeOne(props.name)} onClick={ask}>
            {t().revoke}
          </button>
        </Show>
      </div>
      <Show when={asking()}>
        <Sure name={props.name} onRevoke={revoke} onCancel={cancel} />
      </Show>
    </li>
  )
}
