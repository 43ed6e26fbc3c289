import { afterAll, beforeAll } from 'vitest'
import { type Servers, startServers } from '../support/servers.ts'
import { type Stack, type StackOptions, startStack } from '../support/stack.ts'
import { type Api, api } from './api.ts'

/** What one file of tests shares, from its first test to its last. */
export interface Suite {
  readonly servers: Servers
  readonly stack: Stack
  readonly client: Api
}

/** Starts real servers and all services before the tests of this file and ends them afterwards. `options` is asked when they start. */
export const suite = (options: () => Omit<StackOptions, 'servers'> = () => ({})): Suite => {
  const resources = new AsyncDisposableStack()
  let started: Suite | undefined
  beforeAll(async () => {
    const servers = resources.use(await startServers())
    const stack = resources.use(await startStack({ servers, ...options() }))
    started = { servers, stack, client: api(stack.baseUrl) }
  })
  afterAll(() => resources.disposeAsync())
  const now = (): Suite => {
    if (!started) throw new Error('the suite has not started')
    return started
  }
  return {
    get servers() {
      return now().servers
    },
    get stack() {
      return now().stack
    },
    get client() {
      return now().client
    },
  }
}
