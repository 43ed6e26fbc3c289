/** A pause that somebody can cut short. One wait at a time. */
export interface WakeableWait {
  /** Milliseconds; infinity waits for `wake` alone. */
  (pause: number): Promise<void>
  wake(): void
}

export const wakeableWait = (): WakeableWait => {
  let wake = () => {}
  const wait = (pause: number) =>
    new Promise<void>((resolve) => {
      wake = resolve
      if (Number.isFinite(pause)) setTimeout(resolve, pause)
    })
  return Object.assign(wait, { wake: () => wake() })
}
