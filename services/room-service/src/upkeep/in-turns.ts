/** Works through the items, at most `together` at the same time: what nobody waits for must not get in the way of what somebody does. */
export const inTurns = async <T>(items: Iterable<T>, together: number, work: (item: T) => Promise<unknown>): Promise<void> => {
  const waiting = [...items].values()
  const worker = async () => {
    for (const item of waiting) await work(item)
  }
  await Promise.all(Array.from({ length: together }, worker))
}
