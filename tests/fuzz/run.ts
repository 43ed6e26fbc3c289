import { writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { parseArgs } from 'node:util'
import { paths, pathTo } from '@runde/contracts/paths'
import type { Joined } from '@runde/contracts/rest'
import fc from 'fast-check'
import { createMeeting } from '../support/meetings.ts'
import { startServers } from '../support/servers.ts'
import { type Stack, startStack } from '../support/stack.ts'
import { type ApiDocument, type ApiOperation, operationsOf } from './api-document.ts'
import { arbitraryRequest, type FuzzedRequest, type Known } from './arbitrary-request.ts'
import { violationsOf } from './check-answer.ts'

/** Requests of the two settings. */
const requests = { short: 3_000, full: 100_000 } as const
/** On their way at once. */
const together = 8

const prepare = async ({ baseUrl }: Stack): Promise<Known> => {
  const known = { meetingIds: [] as string[], participantIds: [] as string[], credentials: [] as string[] }
  for (let n = 0; n < 40; n += 1) {
    const { meeting_id, host_key } = await createMeeting(baseUrl, { expires_in: 86_400 })
    const body = JSON.stringify({ display_name: 'Mira' })
    const answer = await fetch(baseUrl + pathTo(paths.joinMeeting, meeting_id), {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    })
    const joined = (await answer.json()) as Joined
    known.meetingIds.push(meeting_id)
    known.participantIds.push(joined.participant_id)
    known.credentials.push(host_key, joined.participant_token)
  }
  return known
}

const ask = async (baseUrl: string, { method, path, headers, body }: FuzzedRequest) => {
  const done = new AbortController()
  const response = await fetch(baseUrl + path, { method, headers, signal: done.signal, ...(body !== undefined && { body }) })
  const contentType = response.headers.get('content-type') ?? ''
  if (contentType.startsWith('text/event-stream')) {
    done.abort()
    return { status: response.status, contentType, body: '' }
  }
  return { status: response.status, contentType, body: await response.text() }
}

/** `npm run test:fuzz -- [--full] [--seed N]`: the API by its own document, with requests that are right, nearly right, and wrong. */
const main = async () => {
  const { values } = parseArgs({
    options: { full: { type: 'boolean', default: false }, seed: { type: 'string' }, report: { type: 'string' } },
  })
  const seed = values.seed === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(values.seed)
  if (!Number.isInteger(seed)) throw new Error(`--seed must be a whole number, not "${values.seed}"`)
  const count = values.full ? requests.full : requests.short
  await using servers = await startServers()
  await using stack = await startStack({ servers, replicas: { gateway: 2 } })
  const document = (await (await fetch(stack.baseUrl + paths.openapi)).json()) as ApiDocument
  const operations = operationsOf(document)
  const byName = new Map<string, ApiOperation>(operations.map((operation) => [operation.name, operation]))
  const known = await prepare(stack)
  console.info(`Fuzzing ${operations.length} operations with ${count} requests, seed ${seed}. The same again: --seed ${seed}`)

  const statuses = new Map<number, number>()
  let asked = 0
  const check = async (request: FuzzedRequest): Promise<void> => {
    const answer = await ask(stack.baseUrl, request)
    asked += 1
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
    const operation = byName.get(request.operation)
    const violations = operation ? violationsOf(operation, answer) : ['no such operation']
    if (violations.length > 0) throw new Error(`${request.operation}: ${violations.join('; ')}`)
  }
  const some = fc.array(fc.oneof(...operations.map((operation) => arbitraryRequest(operation, known))), {
    minLength: together,
    maxLength: together,
  })
  const property = fc.asyncProperty(some, async (batch) => void (await Promise.all(batch.map(check))))
  const start = performance.now()
  const result = await fc.check(property, {
    numRuns: Math.ceil(count / together),
    seed,
    endOnFailure: false,
    interruptAfterTimeLimit: 3_600_000,
  })
  const died = stack
    .replicas('gateway')
    .concat(stack.replicas('room-service'), stack.replicas('token-service'))
    .filter((replica) => replica.failure() !== undefined)
  const took = ((performance.now() - start) / 1_000).toFixed(0)
  console.info(
    `${asked} requests in ${took} s on ${availableParallelism()} processors; by status: ${[...statuses]
      .sort(([a], [b]) => a - b)
      .map(([status, n]) => `${status}: ${n}`)
      .join(', ')}`,
  )
  if (result.failed) console.error(fc.defaultReportMessage(result))
  for (const replica of died) console.error(`a process ended: ${replica.failure()}`)
  const fine = !result.failed && !result.interrupted && died.length === 0
  if (values.report !== undefined) await writeFile(values.report, JSON.stringify({ passed: fine ? 1 : 0, failed: fine ? 0 : 1 }))
  console.info(`\n${fine ? '1 passed, 0 failed' : '0 passed, 1 failed'}`)
  process.exitCode = fine ? 0 : 1
}

await main()
