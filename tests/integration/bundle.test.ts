import { readFile } from 'node:fs/promises'
import { paths } from '@runde/contracts/paths'
import { keysOf } from '@runde/room-service/redis/keys'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Bundled, bundlePrograms } from '../support/bundled-programs.ts'
import { type Collector, startCollector } from '../support/collector.ts'
import { type GrpcCollector, startGrpcCollector } from '../support/grpc-collector.ts'
import { imagesAreWanted } from '../support/service-images.ts'
import { until } from '../support/wait.ts'
import { newMeeting } from './api.ts'
import { suite } from './suite.ts'
import { spansOfJoin, traceJoin } from './trace-join.ts'

const resources = new AsyncDisposableStack()
let collector: Collector
let grpcCollector: GrpcCollector
/** Images bring their own. */
let bundled: Bundled | undefined
beforeAll(async () => {
  collector = resources.use(await startCollector())
  grpcCollector = resources.use(await startGrpcCollector())
  if (!imagesAreWanted()) bundled = resources.use(await bundlePrograms())
})
afterAll(() => resources.disposeAsync())

const world = suite(() => ({
  env: { ...collector.env, webhook: grpcCollector.env },
  ...(bundled && { programs: bundled.programs }),
}))

test('a join is the same trace as from the sources', async () => {
  const { spans, roots, orphans } = await traceJoin(world, collector)
  expect(spans).toEqual(spansOfJoin)
  expect({ roots, orphans }).toEqual({ roots: ['POST /api/v1/meetings/:id/join'], orphans: [] })
})

test('spans leave by gRPC too, whose packages are looked for only then', async () => {
  await newMeeting(world.client)
  const arrived = () => grpcCollector.calls.includes('/opentelemetry.proto.collector.trace.v1.TraceService/Export')
  await until(arrived, { what: 'a span of the webhook' })
})

test('the page that shows the API finds the files of its package', async () => {
  for (const file of ['', '/static/swagger-ui.css', '/static/swagger-ui-bundle.js'])
    expect((await fetch(`${world.stack.baseUrl}${paths.docs}${file}`)).status).toBe(200)
})

test('a stack trace leads to the line of the source', async () => {
  const { meeting_id, host_key } = await newMeeting(world.client)
  const redis = new Redis(world.servers.redisUrl)
  await redis.xadd(keysOf(meeting_id).audit, '*', 'o', 'no order')
  redis.disconnect()
  expect((await world.client.asHost(meeting_id, host_key).audit()).status).toBe(500)
  const source = 'services/room-service/src/redis/redis-audit.ts'
  const lines = (await readFile(new URL(`../../${source}`, import.meta.url), 'utf8')).split('\n')
  const { err } = await world.stack.logged('room-service', (line) => 'err' in line, 'the error')
  expect((err as { stack: string }).stack).toContain(`${source}:${lines.findIndex((line) => line.includes('JSON.parse')) + 1}:`)
})
