import { expect } from 'vitest'
import { helmTest } from './release.ts'

/** Runs the doctor inside the cluster, and expects media to get through each of these ways. */
export const expectWays = async (...ways: readonly ('UDP' | 'ICE/TCP' | 'TURN/TLS')[]): Promise<void> => {
  // Without TURN it warns; whatever else is not well fails `helm test`.
  const table = await helmTest()
  console.info(table)
  for (const way of ways) expect(table).toMatch(new RegExp(`^Media over ${way} +ok `, 'm'))
  if (ways.includes('TURN/TLS')) expect(table).toMatch(/^Calls work: 14 ok \(/m)
}
