import type { JSX } from 'solid-js'
import { render } from 'solid-js/web'
import { takeOverRoot } from './take-over-root.ts'

const controls = (root: HTMLElement): HTMLElement[] => [...root.querySelectorAll<HTMLElement>('a, button, input, select')]

interface Typing {
  readonly values: readonly (readonly [at: number, value: string])[]
  /** Place of the focused control; -1 for none. */
  readonly focused: number
  readonly selection: readonly [number | null, number | null, 'forward' | 'backward' | 'none' | null] | undefined
}

const readTyping = (root: HTMLElement): Typing => {
  const all = controls(root)
  const focused = document.activeElement instanceof HTMLElement ? all.indexOf(document.activeElement) : -1
  const field = all[focused]
  return {
    values: all.flatMap((control, at) =>
      control instanceof HTMLInputElement && control.value !== '' ? [[at, control.value] as const] : [],
    ),
    focused,
    selection: field instanceof HTMLInputElement ? [field.selectionStart, field.selectionEnd, field.selectionDirection] : undefined,
  }
}

/** The live page begins as the same markup, so that a control's place tells which it is. */
const writeTyping = (root: HTMLElement, { values, focused, selection }: Typing): void => {
  const all = controls(root)
  for (const [at, value] of values) {
    const input = all[at]
    if (!(input instanceof HTMLInputElement)) continue
    input.value = value
    input.dispatchEvent(new InputEvent('input', { bubbles: true }))
  }
  const field = all[focused]
  field?.focus({ preventScroll: true })
  if (selection && field instanceof HTMLInputElement) field.setSelectionRange(selection[0], selection[1], selection[2] ?? 'none')
}

/** `early.ts` marks the page while an input method composes text: replacing the field then would lose it. */
const composed = (): Promise<unknown> | undefined =>
  document.documentElement.dataset.composing === undefined
    ? undefined
    : new Promise((done) => addEventListener('compositionend', () => setTimeout(done), { once: true }))

/**
 * Replaces the served markup with the live one, in one task so that nobody sees it, and keeps what was typed meanwhile,
 * the focus and the selection. `view` gets the root as it was served.
 */
export const takeOver = async (view: (served: HTMLElement) => () => JSX.Element): Promise<void> => {
  const root = document.getElementById(takeOverRoot)
  if (!root) throw new Error(`The page has no element #${takeOverRoot}`)
  await composed()
  const typing = readTyping(root)
  const page = view(root)
  root.replaceChildren()
  render(page, root)
  writeTyping(root, typing)
}
