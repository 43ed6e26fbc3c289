/**
 * Works through the items, at most `together` at the same time: what nobody waits for must not get in the way of what somebody
 * does. A failure keeps no other item from its turn. @throws the first failure, when all have had theirs
 */
export const inTurns = async <T>(items: Iterable<T>, together: number, work: (item: T) => Promise<unknown>): Promise<void> => {
  const waiting = [...items].values()
  const failures: unknown[] = []
  const worker = async () => {
    for (const item of waiting) await work(item).catch((error) => failures.push(error))
  }
  await Promise.all(Array.from({ length: together }, worker))
  if (failures.length > 0) throw failures[0]
}
