import X from 'lucide-solid/icons/x'
import { type JSX, onCleanup, onMount } from 'solid-js'
import { useCall } from './call-context.ts'
import { t } from './words.ts'

interface SidePanelProps {
  title: string
  id: string
  /** `focus` gives the focus to the heading. */
  children(focus: () => void): JSX.Element
}

/** Beside the pictures, or under them on phones. Focus goes to its heading and comes back when it closes. */
export const SidePanel = (props: SidePanelProps) => {
  const call = useCall()
  let heading!: HTMLHeadingElement
  const before = document.activeElement
  const focus = () => heading.focus({ preventScroll: true })
  onMount(focus)
  onCleanup(() => before instanceof HTMLElement && before.focus())
  /** In a menu or a dialog of the panel it closes only that. */
  const shut = ({ key, target }: KeyboardEvent) => {
    if (key === 'Escape' && !(target instanceof Element && target.closest('[popover], dialog'))) call.setPanel(undefined)
  }
  return (
    <aside class="panel" aria-labelledby={`${props.id}-heading`} onKeyDown={shut}>
      <header>
        <h2 id={`${props.id}-heading`} tabindex={-1} ref={heading}>
          {props.title}
        </h2>
        <button type="button" class="btn quiet icon" aria-label={t().close} onClick={() => call.setPanel(undefined)}>
          <X class="i" aria-hidden="true" />
        </button>
      </header>
      {props.children(focus)}
    </aside>
  )
}
