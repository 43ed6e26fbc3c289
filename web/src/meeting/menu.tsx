import Check from 'lucide-solid/icons/check'
import { createSignal, createUniqueId, type JSX, Show } from 'solid-js'
import { place } from './place.ts'

interface MenuProps {
  label: string
  /** The button's class; what it looks like is `icon`. */
  class: string
  icon: JSX.Element
  children: JSX.Element
  /** Which devices are chosen here, so that others can open it. */
  devices?: string
}

const items = (menu: HTMLElement): HTMLElement[] =>
  [...menu.querySelectorAll<HTMLElement>('[role^=menuitem]:not([disabled])')].filter((item) => item.checkVisibility())

const steps: Readonly<Record<string, (at: number, length: number) => number>> = {
  ArrowDown: (at, length) => (at + 1) % length,
  ArrowUp: (at, length) => (at - 1 + length) % length,
  Home: () => 0,
  End: (_, length) => length - 1,
}

const walk = (event: KeyboardEvent & { currentTarget: HTMLElement }) => {
  const all = items(event.currentTarget)
  const at = all.findIndex((item) => item.matches(':focus'))
  const next = steps[event.key]?.(at, all.length)
  if (next === undefined) return
  event.preventDefault()
  event.stopPropagation()
  all[next]?.focus()
}

/** Opens the menu, of those on the screen, in which this device is chosen. */
export const openDeviceMenu = (device: string): void =>
  [...document.querySelectorAll<HTMLElement>(`[data-devices~=${device}]`)].find((button) => button.checkVisibility())?.click()

/** A button with a menu above it, or below where there is more room; on phones a sheet from the bottom. The browser closes it on Escape and on a press elsewhere. */
export const Menu = (props: MenuProps) => {
  const id = `menu-${createUniqueId()}`
  const [open, setOpen] = createSignal(false)
  let button!: HTMLButtonElement
  const toggled = (event: ToggleEvent & { currentTarget: HTMLElement }) => {
    const menu = event.currentTarget
    setOpen(event.newState === 'open')
    if (event.newState !== 'open') return
    place(menu, button)
    const [first] = items(menu)
    const chosen = first?.role === 'menuitemradio' ? menu.querySelector<HTMLElement>('[aria-checked=true]') : undefined
    ;(chosen ?? first)?.focus()
  }
  return (
    <>
      <button
        ref={button}
        type="button"
        class={props.class}
        aria-haspopup="menu"
        aria-expanded={open()}
        aria-label={props.label}
        title={props.label}
        data-devices={props.devices}
        // The attribute, not a handler: the browser then knows which press opened it and does not close and open again.
        popovertarget={id}
      >
        {props.icon}
      </button>
      <div id={id} popover="auto" class="menu" role="menu" tabindex={-1} aria-label={props.label} onToggle={toggled} onKeyDown={walk}>
        <Show when={open()}>{props.children}</Show>
      </div>
    </>
  )
}

interface MenuItemProps {
  icon: JSX.Element
  kbd?: string
  /** It cannot be done now; pressed, it says why. */
  locked?: boolean
  /** It takes something away. */
  red?: boolean
  /** The menu goes on with what is chosen. */
  stays?: boolean
  onChoose(): void
  children: JSX.Element
}

export const MenuItem = (props: MenuItemProps) => (
  <button
    type="button"
    role="menuitem"
    class={props.red ? 'red' : undefined}
    tabindex={-1}
    aria-disabled={props.locked ? 'true' : undefined}
    onClick={(event) => {
      if (!props.stays) event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover()
      props.onChoose()
    }}
  >
    {props.icon}
    <span class="cut">{props.children}</span>
    <Show when={props.kbd}>{(kbd) => <span class="kbd">{kbd()}</span>}</Show>
  </button>
)

/** One of several; choosing leaves the menu open, so that the effect can be seen. */
export const MenuChoice = (props: { chosen: boolean; onChoose(): void; children: JSX.Element }) => (
  <button type="button" role="menuitemradio" tabindex={-1} aria-checked={props.chosen} onClick={() => props.onChoose()}>
    <Show when={props.chosen} fallback={<span class="i" />}>
      <Check class="i" aria-hidden="true" />
    </Show>
    <span class="cut">{props.children}</span>
  </button>
)
