import ChevronDown from 'lucide-solid/icons/chevron-down'
import Plus from 'lucide-solid/icons/plus'
import { createEffect, createMemo, For, Show } from 'solid-js'
import { language } from '../i18n/language.ts'
import { HostLink } from '../ui/host-link.tsx'
import { createHostLinks } from './create-host-links.ts'
import { hostLinkNames } from './host-link-names.ts'
import type { HostLinkOrders } from './host-link-orders.ts'
import { HostLinkRow } from './host-link-row.tsx'
import { t } from './words.ts'

const newLinkTexts = () => ({
  hostLink: t().newHostLink,
  hostLinkHint: t().newHostLinkHint,
  copyHostLink: t().copyNewHostLink,
  linkCopied: t().linkCopied,
})

/** All the links that make hosts, by when they were made; asked for anew whenever it is opened. */
const AllHostLinks = (props: { orders: HostLinkOrders }) => {
  const { links, made, failed, revoked, load, create, revoke } = createHostLinks(() => props.orders)
  const names = createMemo(() => hostLinkNames(links() ?? [], { language: language(), say: t() }))
  let section!: HTMLDetailsElement
  let another!: HTMLButtonElement
  createEffect(() => made() && section.querySelector('input')?.focus())
  const revokeOne = async (id: string) => {
    await revoke(id)
    // The button that was pressed has gone with its link.
    if (!links()?.some((link) => link.id === id)) another.focus()
  }
  return (
    <details ref={section} class="fold host-links" onToggle={(event) => event.currentTarget.open && void load()}>
      <summary>
        <span class="grow">{t().hostLinks}</span>
        <ChevronDown class="i" aria-hidden="true" />
      </summary>
      <div class="stack stack-2">
        <Show
          when={links()}
          fallback={
            <Show when={!failed()}>
              <p class="small muted">{t().hostLinksLoading}</p>
            </Show>
          }
        >
          {(known) => (
            <ul aria-label={t().hostLinks}>
              <For each={known()}>{(link, index) => <HostLinkRow name={names()[index()] ?? ''} onRevoke={() => revokeOne(link.id)} />}</For>
            </ul>
          )}
        </Show>
        <Show when={failed()}>
          {(failure) => (
            <div class="row" role="alert">
              <p class="error grow">{t()[failure().what]}</p>
              <Show when={failure().again}>
                {(again) => (
                  <button type="button" class="btn sm" onClick={() => again()()}>
                    {t().tryAgain}
                  </button>
                )}
              </Show>
            </div>
          )}
        </Show>
        <p class={revoked() ? 'hint' : 'sr'} role="status">
          {revoked() ? t().hostLinkRevoked : ''}
        </p>
        <Show when={made()} keyed>
          {({ url }) => <HostLink url={url} texts={newLinkTexts()} />}
        </Show>
        <button ref={another} type="button" class="btn" onClick={() => void create()}>
          <Plus class="i" aria-hidden="true" />
          {t().createHostLink}
        </button>
      </div>
    </details>
  )
}

/** The links that make hosts: the own one, and all that there are. */
export const HostLinks = (props: { orders: HostLinkOrders }) => (
  <>
    <Show when={props.orders.own()}>{(url) => <HostLink url={url()} texts={t()} />}</Show>
    <AllHostLinks orders={props.orders} />
  </>
)
