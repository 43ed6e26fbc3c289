export interface Reading {
  /** Answers whether it worked. */
  read(): Promise<boolean>
  /** Whether what was read may change without a word. */
  mayChange(): boolean
  /** Milliseconds. */
  readonly pause: number
}

/** Reads at once, and again after a pause for as long as that failed or what was read may change without a word. */
export const readAgain = ({ read, mayChange, pause }: Reading): Disposable => {
  let timer: ReturnType<typeof setTimeout> | undefined
  let over = false
  const run = async () => {
    const done = await read()
    if (!over && (!done || mayChange())) timer = setTimeout(run, pause)
  }
  void run()
  return {
    [Symbol.dispose]() {
      over = true
      clearTimeout(timer)
    },
  }
}
