import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CreateBody } from '@runde/contracts/rest'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { type Chromium, type Devices, type PersonOptions, startBrowser } from '../support/browser.ts'
import { createMeeting } from '../support/meetings.ts'
import { newPerson, type Person } from '../support/person.ts'
import { type Servers, startServers } from '../support/servers.ts'
import { type Stack, startStack } from '../support/stack.ts'
import type { words } from '../support/words.ts'

/** Results of runs; not kept in the repository. */
export const artifacts = fileURLToPath(new URL('../../artifacts', import.meta.url))

export interface Somebody extends PersonOptions {
  readonly devices?: Devices
  readonly language?: keyof typeof words
}

export interface World {
  readonly servers: Servers
  readonly stack: Stack
  /** A person with a browser of their own, until the end of the test. */
  readonly somebody: (options?: Somebody) => Promise<Person>
  /** Another tab in the browser of a person. */
  readonly anotherTab: (person: Person, language?: keyof typeof words) => Promise<Person>
  /** Creates a meeting by the API and gives its link. */
  readonly meeting: (body?: CreateBody) => Promise<string>
}

const picturesOfFailure = async (test: string, people: readonly Person[]) => {
  const folder = join(artifacts, 'failures')
  await mkdir(folder, { recursive: true })
  const name = test.replace(/[^\p{L}\p{N}]+/gu, '-')
  for (const [index, { page }] of people.entries()) {
    await page.screenshot({ path: join(folder, `${name}-${index + 1}.png`), timeout: 10_000 }).catch(() => {})
  }
}

/** One stack for the tests of a file. What it gives may be used from within tests and hooks only. */
export const useWorld = (): World => {
  const opened = new AsyncDisposableStack()
  const browsers = new Map<Devices, Promise<Chromium>>()
  let people: Person[] = []
  let servers: Servers
  let stack: Stack

  beforeAll(async () => {
    servers = opened.use(await startServers())
    stack = opened.use(await startStack({ servers }))
  })
  afterAll(async () => {
    for (const browser of browsers.values()) await (await browser)[Symbol.asyncDispose]()
    await opened.disposeAsync()
  })
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picturesOfFailure(task.name, people)
    const strangers = people.flatMap((person) => person.complaints.strangers)
    for (const context of new Set(people.map((person) => person.page.context()))) await context.close()
    people = []
    expect(strangers, 'nobody but our own server is asked for anything').toEqual([])
  })

  const add = async (person: Promise<Person>) => {
    people.push(await person)
    return person
  }
  return {
    get servers() {
      return servers
    },
    get stack() {
      return stack
    },
    somebody: async ({ devices = 'fake', language = 'de', ...options } = {}) => {
      const browser = browsers.get(devices) ?? startBrowser(devices)
      browsers.set(devices, browser)
      const locale = language === 'de' ? 'de-DE' : 'en-GB'
      const context = await (await browser).newContext({ locale, ...options })
      return add(newPerson({ context, baseUrl: stack.baseUrl, language }))
    },
    anotherTab: (person, language = 'de') => add(newPerson({ context: person.page.context(), baseUrl: stack.baseUrl, language })),
    meeting: async (body) => (await createMeeting(stack.baseUrl, body)).meeting_url,
  }
}
