/** Without HTTP/2 a browser has six connections to a server, for all tabs together. So many may be held by streams. */
const slots = 4

const isScarce = (): boolean => {
  const loaded = performance.getEntriesByType('resource') as PerformanceResourceTiming[]
  // What came out of the cache came by no protocol.
  return !loaded.some(({ nextHopProtocol }) => /^h[23]/.test(nextHopProtocol))
}

/** Resolves to whether the slot was got; it is held until the signal. */
const hold = (slot: number, over: AbortSignal, options: LockOptions): Promise<boolean> =>
  new Promise((answer) => {
    const held = new Promise<void>((release) => over.addEventListener('abort', () => release()))
    navigator.locks
      .request(`runde.events.${slot}`, options, (lock) => {
        answer(lock !== null && !over.aborted)
        return lock && !over.aborted ? held : undefined
      })
      .catch(() => answer(false))
  })

/**
 * Resolves to true when this tab may hold a stream open, until `over`. With more tabs than slots the later ones wait for an
 * earlier one to close: they miss a warning, but no tab waits for a connection that streams have used up.
 */
export const takeStreamSlot = async (over: AbortSignal): Promise<boolean> => {
  // Plain http beyond localhost has no locks.
  if (!navigator.locks || !isScarce()) return !over.aborted
  for (let slot = 0; slot < slots; slot++) if (await hold(slot, over, { ifAvailable: true })) return true
  return hold(Math.floor(Math.random() * slots), over, { signal: over })
}
