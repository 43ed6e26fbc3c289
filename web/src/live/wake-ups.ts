/** Tells when the network is back, and when a page is that may have slept. */
export const watchWakeUps = (wake: () => void): Disposable => {
  const seen = () => document.visibilityState === 'visible' && wake()
  addEventListener('online', wake)
  document.addEventListener('resume', wake)
  document.addEventListener('visibilitychange', seen)
  return {
    [Symbol.dispose]() {
      removeEventListener('online', wake)
      document.removeEventListener('resume', wake)
      document.removeEventListener('visibilitychange', seen)
    },
  }
}
