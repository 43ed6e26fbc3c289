/** Runs `apply` whenever asked, one at a time; requests that come meanwhile become one more run, so the latest wish wins. */
export const latest = (apply: () => Promise<void>): (() => Promise<void>) => {
  let running: Promise<void> | undefined
  let again = false
  const work = async () => {
    do {
      again = false
      await apply()
    } while (again)
  }
  return () => {
    again = true
    running ??= work().finally(() => {
      running = undefined
    })
    return running
  }
}
