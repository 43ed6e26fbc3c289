/** Follows whether the page is shown or put away (closed, or kept by the browser for the way back). */
export const watchPage = (onAway: () => void): Disposable & { shown(): Promise<void> } => {
  let away = false
  let back = () => {}
  const hide = () => {
    away = true
    onAway()
  }
  const show = () => {
    away = false
    back()
  }
  addEventListener('pagehide', hide)
  addEventListener('pageshow', show)
  return {
    shown: () =>
      new Promise((resolve) => {
        if (away) back = resolve
        else resolve()
      }),
    [Symbol.dispose]() {
      removeEventListener('pagehide', hide)
      removeEventListener('pageshow', show)
    },
  }
}
