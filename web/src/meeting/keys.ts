export interface KeyDeps {
  /** By key as it is named in events, lower case. */
  actions: Readonly<Record<string, () => void>>
  /** Held: talk while muted. */
  talk(talking: boolean): void
  canTalk(): boolean
  enabled(): boolean
}

const typing = 'input, textarea, select, [contenteditable], [role=menu], dialog'

const isFree = (target: EventTarget | null): boolean => !(target instanceof Element && target.closest(typing))

/** Space belongs to whatever it would press. */
const spaceIsFree = (target: EventTarget | null): boolean =>
  isFree(target) && !(target instanceof Element && target.closest('button, a, summary, [role=button]'))

/** Single keys act while nobody types, chooses or answers, and without modifiers. */
export const listenForKeys = ({ actions, talk, canTalk, enabled }: KeyDeps): Disposable => {
  let talking = false
  const stopTalking = () => {
    if (talking) talk(false)
    talking = false
  }
  const down = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || !enabled()) return
    if (event.key === ' ' && spaceIsFree(event.target)) {
      event.preventDefault()
      if (event.repeat || talking || !canTalk()) return
      talking = true
      talk(true)
      return
    }
    const action = event.repeat || !isFree(event.target) ? undefined : actions[event.key.toLowerCase()]
    if (!action) return
    event.preventDefault()
    action()
  }
  const up = (event: KeyboardEvent) => {
    if (event.key === ' ') stopTalking()
  }
  addEventListener('keydown', down)
  addEventListener('keyup', up)
  addEventListener('blur', stopTalking)
  return {
    [Symbol.dispose]() {
      stopTalking()
      removeEventListener('keydown', down)
      removeEventListener('keyup', up)
      removeEventListener('blur', stopTalking)
    },
  }
}
