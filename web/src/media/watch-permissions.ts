import { permissionOf } from './capture.ts'
import type { MediaKind } from './media-types.ts'

/** Calls back when a permission may have been given: at the browser's word, and on coming back to the page where it gives none. */
export const watchPermissions = (kinds: readonly MediaKind[], changed: () => void): (() => void) => {
  const stop = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined
  // Camera and microphone are allowed in one go but reported apart.
  const soon = () => {
    clearTimeout(timer)
    timer = setTimeout(changed, 100)
  }
  const back = () => document.visibilityState === 'visible' && soon()
  document.addEventListener('visibilitychange', back, { signal: stop.signal })
  addEventListener('focus', back, { signal: stop.signal })
  for (const kind of kinds) {
    permissionOf(kind).then((status) => status?.addEventListener('change', soon, { signal: stop.signal }))
  }
  return () => {
    clearTimeout(timer)
    stop.abort()
  }
}
