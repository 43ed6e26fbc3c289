import type { TestProject } from 'vitest/node'
import { createMeeting } from '../support/meetings.ts'
import { startServers } from '../support/servers.ts'
import { startStack } from '../support/stack.ts'

declare module 'vitest' {
  interface ProvidedContext {
    readonly baseUrl: string
    readonly livekitUrl: string
    readonly natsUrl: string
    /** A meeting created before the first test that lasts a minute, the shortest there is. */
    readonly shortMeeting: string
  }
}

/** Starts what all files of this suite share, once; a file that breaks things starts a stack of its own. */
export default async ({ provide }: TestProject): Promise<() => Promise<void>> => {
  await using opened = new AsyncDisposableStack()
  const servers = opened.use(await startServers())
  const stack = opened.use(await startStack({ servers }))
  provide('baseUrl', stack.baseUrl)
  provide('livekitUrl', servers.livekitUrl)
  provide('natsUrl', servers.natsUrl)
  provide('shortMeeting', (await createMeeting(stack.baseUrl, { expires_in: 60 })).meeting_url)
  const resources = opened.move()
  return () => resources.disposeAsync()
}
