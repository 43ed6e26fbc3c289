import LogOut from 'lucide-solid/icons/log-out'
import OctagonX from 'lucide-solid/icons/octagon-x'
import Phone from 'lucide-solid/icons/phone'
import X from 'lucide-solid/icons/x'
import { createMemo, createSignal, onMount, Show } from 'solid-js'
import { useCall } from './call-context.ts'
import type { Host } from './create-host.ts'
import { Menu, MenuItem } from './menu.tsx'
import { t } from './words.ts'

const Hook = () => <Phone class="i" aria-hidden="true" />

/** Asked in the place of what was chosen; the focus is on the answer that does nothing. */
const Sure = (props: { host: Host; onCancel(): void }) => {
  const call = useCall()
  let question!: HTMLFieldSetElement
  onMount(() => question.querySelector<HTMLElement>('[role=menuitem]:last-child')?.focus())
  return (
    <fieldset ref={question} class="block">
      <legend class="cap">
        <b>{t().endSure}</b> {t().endHint(call.state.people.length - 1)}
      </legend>
      <MenuItem red icon={<OctagonX class="i" aria-hidden="true" />} onChoose={() => void props.host.end()}>
        {t().endForAll}
      </MenuItem>
      <MenuItem stays icon={<X class="i" aria-hidden="true" />} onChoose={() => props.onCancel()}>
        {t().cancel}
      </MenuItem>
    </fieldset>
  )
}

const Choices = (props: { host: Host }) => {
  const call = useCall()
  const [ending, setEnding] = createSignal(false)
  let end: HTMLDivElement | undefined
  const cancel = () => {
    setEnding(false)
    end?.querySelector<HTMLElement>('.red')?.focus()
  }
  return (
    <Show
      when={ending()}
      fallback={
        <div ref={end}>
          <MenuItem icon={<LogOut class="i" aria-hidden="true" />} onChoose={() => void call.leave()}>
            {t().onlyMe}
          </MenuItem>
          <MenuItem red stays icon={<OctagonX class="i" aria-hidden="true" />} onChoose={() => setEnding(true)}>
            {t().endForAll}
          </MenuItem>
        </div>
      }
    >
      <Sure host={props.host} onCancel={cancel} />
    </Show>
  )
}

/** One press leaves. A host with others present is asked whether the meeting goes on without them; a co-host cannot end it. */
export const LeaveButton = () => {
  const call = useCall()
  const host = createMemo(() => {
    const leading = call.state.people.length > 1 ? call.host() : undefined
    return leading?.role === 'host' ? leading : undefined
  })
  return (
    <Show
      when={host()}
      fallback={
        <button type="button" class="ctl end" aria-label={t().leave} title={t().leave} onClick={() => void call.leave()}>
          <Hook />
        </button>
      }
    >
      {(present) => (
        <Menu class="ctl end" label={t().leave} icon={<Hook />}>
          <Choices host={present()} />
        </Menu>
      )}
    </Show>
  )
}
