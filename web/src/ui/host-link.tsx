import Check from 'lucide-solid/icons/check'
import Copy from 'lucide-solid/icons/copy'
import { type Component, createSignal, createUniqueId, Show } from 'solid-js'
import { copyText } from './copy.ts'

export interface HostLinkProps {
  readonly url: string
  /** In the words of the page that shows it. */
  readonly texts: { readonly hostLink: string; readonly hostLinkHint: string; readonly copyHostLink: string; readonly linkCopied: string }
}

/** The link that makes hosts, to be copied; marked where it cannot be. */
export const HostLink: Component<HostLinkProps> = (props) => {
  const id = `host-link-${createUniqueId()}`
  let field!: HTMLInputElement
  const [copied, setCopied] = createSignal(false)
  const copy = async () => {
    setCopied(await copyText(props.url))
    if (!copied()) field.select()
  }
  return (
    <section class="field">
      <label for={id}>{props.texts.hostLink}</label>
      <div class="pair">
        <input
          ref={field}
          class="input"
          id={id}
          readonly
          value={props.url}
          aria-describedby={`${id}-hint`}
          onFocus={() => field.select()}
        />
        <button type="button" class="btn icon" aria-label={props.texts.copyHostLink} title={props.texts.copyHostLink} onClick={copy}>
          <Show when={copied()} fallback={<Copy class="i" aria-hidden="true" />}>
            <Check class="i" aria-hidden="true" />
          </Show>
        </button>
      </div>
      <p class="hint" id={`${id}-hint`}>
        {props.texts.hostLinkHint}
      </p>
      <span class="sr" role="status">
        {copied() ? props.texts.linkCopied : ''}
      </span>
    </section>
  )
}
