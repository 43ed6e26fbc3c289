import ShieldAlert from 'lucide-solid/icons/shield-alert'
import { Show } from 'solid-js'
import type { CallView } from './call-context.ts'
import { t } from './words.ts'

/** Why somebody else is neither seen nor heard in an encrypted meeting, if that is so. */
export const whyUnseen = (
  call: Pick<CallView, 'undecryptable'>,
  one: { readonly own: boolean; readonly clear: boolean; readonly identity: string },
): string | undefined => {
  if (one.own) return undefined
  if (one.clear) return t().notEncrypted
  return call.undecryptable().has(one.identity) ? t().notDecryptable : undefined
}

/** Stands in the corner of their tile. */
export const Unseen = (props: { why: string | undefined }) => (
  <Show when={props.why}>
    {(why) => (
      <span class="chip unseen" title={why()}>
        <ShieldAlert class="i" aria-hidden="true" />
        <span class="cut">{why()}</span>
      </span>
    )}
  </Show>
)
