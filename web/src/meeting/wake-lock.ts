import { onCleanup } from 'solid-js'

/** Keeps the display of a phone on while the call is shown. */
export const keepAwake = (): void => {
  let lock: WakeLockSentinel | undefined
  const ask = async () => {
    if (document.visibilityState !== 'visible' || !('wakeLock' in navigator)) return
    // Refused when the battery is low: then the display sleeps as always.
    lock = await navigator.wakeLock.request('screen').catch(() => undefined)
  }
  void ask()
  document.addEventListener('visibilitychange', ask)
  onCleanup(() => {
    document.removeEventListener('visibilitychange', ask)
    void lock?.release()
  })
}
