type Meeting = typeof import('../meeting/entry.tsx')

let loading: Promise<Meeting> | undefined

/** The call itself, with the whole of the media library: everything that is not needed before joining. */
export const loadMeeting = (): Promise<Meeting> => {
  loading ??= import('../meeting/entry.tsx').catch((error: unknown) => {
    loading = undefined
    throw error
  })
  return loading
}

/** Starts to load while the person looks and types, but never before the first paint. */
export const loadMeetingSoon = (): void => {
  const load = () => void loadMeeting().catch(() => {})
  const idle = () => (typeof requestIdleCallback === 'function' ? requestIdleCallback(load, { timeout: 1000 }) : setTimeout(load, 200))
  // The frame after this one's is the first that surely follows a paint.
  requestAnimationFrame(() => setTimeout(idle))
}
