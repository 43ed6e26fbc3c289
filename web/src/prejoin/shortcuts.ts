import type { LocalMedia } from '../media/local-media.ts'
import type { MediaKind } from '../media/media-types.ts'

const kinds: Readonly<Record<string, MediaKind>> = { m: 'microphone', v: 'camera' }

/** Keys belong to whatever has the focus first: fields, lists and dialogs. */
const takesKeys = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('input, select, textarea, dialog, [contenteditable]') !== null

/** M and V turn microphone and camera on and off. */
export const listenForKeys = (media: LocalMedia): (() => void) => {
  const pressed = (event: KeyboardEvent) => {
    const kind = kinds[event.key.toLowerCase()]
    if (!kind || event.ctrlKey || event.metaKey || event.altKey || event.repeat || takesKeys(event.target)) return
    event.preventDefault()
    const { wanted, problem } = media[kind]()
    void media.setWanted(kind, !wanted || problem !== undefined)
  }
  document.addEventListener('keydown', pressed)
  return () => document.removeEventListener('keydown', pressed)
}
