import { expect } from 'vitest'
import { until } from '../../support/wait.ts'
import type { Call } from './call.ts'
import { startTraffic, type TrafficReport } from './traffic.ts'

const shown = ({ requests, streams, slowest, putOff }: TrafficReport) =>
  `${requests} requests, slowest ${slowest.toFixed(0)} ms, ${putOff.length} put off, stream of events opened ${streams} times`

const inOrder = (numbers: readonly number[]) => numbers.toSorted((a, b) => a - b)

export interface Changed {
  readonly baseUrl: string
  readonly call: Call
  /** For the line that is printed. */
  readonly what: string
  readonly change: () => Promise<unknown>
  /** Whether nothing of it concerns LiveKit, so that nobody has to connect again. */
  readonly sameConnections?: boolean
}

/** Changes something while people talk and others come. Nobody may have to reload, and no request may fail. */
export const changeUnderLoad = async ({ baseUrl, call, what, change, sameConnections = false }: Changed): Promise<TrafficReport> => {
  const [documents, connections] = [await call.documents(), await call.connections()]
  await using traffic = await startTraffic(baseUrl)
  await call.forget()
  await until(() => traffic.requests() > 100, { what: '100 requests before the change' })
  const before = await call.longestGap()
  await call.forget()
  await change()
  await call.bothSee('after the change')
  const during = await call.longestGap()
  await call.bothAreTold()
  const soFar = traffic.requests()
  await until(() => traffic.requests() > soFar + 50, { what: '50 requests after the change' })
  const report = await traffic.stop()
  for (const { what, answer, ms } of report.putOff) console.info(`put off: ${what}, ${answer} after ${ms.toFixed(0)} ms`)
  console.info(`${what}: ${shown(report)}; longest without a frame ${during.toFixed(0)} ms, before it ${before.toFixed(0)} ms`)
  expect(await call.documents(), 'nobody reloaded').toEqual(documents)
  expect(report.failed, 'failed requests').toEqual([])
  expect(report.failedStreams).toEqual([])
  expect(report.told).toEqual(inOrder(report.told))
  expect(report.told).toContain(report.named.at(-1))
  if (sameConnections) expect(await call.connections(), 'nobody connected again').toEqual(connections)
  return report
}
