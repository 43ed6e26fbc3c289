import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { CreateBody, CreatedMeeting } from '@runde/contracts/rest'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import { type Chromium, type Devices, type PersonOptions, startBrowser } from '../support/browser.ts'
import { createMeeting } from '../support/meetings.ts'
import { newPerson, type Person } from '../support/person.ts'
import { type Servers, startServers } from '../support/servers.ts'
import { type Stack, type StackOptions, startStack } from '../support/stack.ts'
import type { words } from '../support/words.ts'

/** Results of runs; not kept in the repository. */
export const artifacts = fileURLToPath(new URL('../../artifacts', import.meta.url))

export interface Somebody extends PersonOptions {
  readonly devices?: Devices
  readonly language?: keyof typeof words
}

export interface World {
  /** Without a trailing slash. */
  readonly baseUrl: string
  /** A person with a browser of their own, until the end of the test. */
  readonly somebody: (options?: Somebody) => Promise<Person>
  /** Another tab in the browser of a person. */
  readonly anotherTab: (person: Person) => Promise<Person>
  /** Creates a meeting by the API, with its host key. */
  readonly create: (body?: CreateBody) => Promise<CreatedMeeting>
  /** Creates a meeting by the API and gives its link. */
  readonly meeting: (body?: CreateBody) => Promise<string>
}

export interface BreakableWorld extends World {
  readonly servers: Servers
  readonly stack: Stack
}

const picturesOfFailure = async (test: string, people: readonly Person[]) => {
  const folder = join(artifacts, 'failures')
  await mkdir(folder, { recursive: true })
  const name = test.replace(/[^\p{L}\p{N}]+/gu, '-')
  for (const [index, { page }] of people.entries()) {
    await page.screenshot({ path: join(folder, `${name}-${index + 1}.png`), timeout: 10_000 }).catch(() => {})
  }
}

const useBrowsers = () => {
  const browsers = new Map<Devices, Promise<Chromium>>()
  afterAll(async () => {
    for (const browser of browsers.values()) await (await browser)[Symbol.asyncDispose]()
  })
  return (devices: Devices): Promise<Chromium> => {
    const browser = browsers.get(devices) ?? startBrowser({ devices, framesPerSecond: 8 })
    browsers.set(devices, browser)
    return browser
  }
}

const usePeople = (baseUrl: () => string): World => {
  const browserWith = useBrowsers()
  let people: Person[] = []
  afterEach(async ({ task }) => {
    if (task.result?.state === 'fail') await picturesOfFailure(task.name, people)
    const strangers = people.flatMap((person) => person.complaints.strangers)
    for (const context of new Set(people.map((person) => person.page.context()))) await context.close()
    people = []
    expect(strangers, 'nobody but our own server is asked for anything').toEqual([])
  })
  const add = async (arriving: Promise<Person>) => {
    const person = await arriving
    people.push(person)
    return person
  }
  return {
    get baseUrl() {
      return baseUrl()
    },
    somebody: async ({ devices = 'fake', language = 'de', ...options } = {}) => {
      const locale = language === 'de' ? 'de-DE' : 'en-GB'
      const context = await (await browserWith(devices)).newContext({ locale, ...options })
      return add(newPerson({ context, baseUrl: baseUrl(), language }))
    },
    anotherTab: (person) => add(newPerson({ context: person.page.context(), baseUrl: baseUrl() })),
    create: (body) => createMeeting(baseUrl(), body),
    meeting: async (body) => (await createMeeting(baseUrl(), body)).meeting_url,
  }
}

/** The stack that the files of this suite share, and people who visit it. */
export const useWorld = (): World => usePeople(() => inject('baseUrl'))

/**
 * A stack of the file's own that its tests may break. Use what it gives within tests and hooks only. `options` is asked when it
 * starts.
 */
export const useBreakableWorld = (options: () => Omit<StackOptions, 'servers'> = () => ({})): BreakableWorld => {
  const opened = new AsyncDisposableStack()
  let servers: Servers
  let stack: Stack
  beforeAll(async () => {
    servers = opened.use(await startServers())
    stack = opened.use(await startStack({ servers, ...options() }))
  })
  afterAll(() => opened.disposeAsync())
  const { somebody, anotherTab, create, meeting } = usePeople(() => stack.baseUrl)
  return {
    get baseUrl() {
      return stack.baseUrl
    },
    get servers() {
      return servers
    },
    get stack() {
      return stack
    },
    somebody,
    anotherTab,
    create,
    meeting,
  }
}
