import { createInterface } from 'node:readline'
import type { Child, ChildOptions } from './child.ts'
import { containerClient } from './docker-server.ts'

export interface ContainerOptions extends Pick<ChildOptions, 'env' | 'onLine'> {
  readonly image: string
}

/** Its image as a chart runs it, on the host's network. It outlives a run that is killed, as the servers' containers do. */
export const startContainer = ({ image, env, onLine }: ContainerOptions): Child => {
  let how: string | undefined
  const started = (async () => {
    const client = await containerClient()
    const container = await client.create({
      Image: image,
      Env: Object.entries(env).map(([name, value]) => `${name}=${value}`),
      HostConfig: { NetworkMode: 'host', ReadonlyRootfs: true, CapDrop: ['ALL'], SecurityOpt: ['no-new-privileges'] },
    })
    createInterface({ input: await client.attach(container) }).on('line', onLine)
    await client.start(container)
    return container
  })()
  const exited = started
    .then(async (container) => {
      const { StatusCode } = (await container.wait()) as { StatusCode: number }
      how = `exit code ${StatusCode}`
      await container.remove({ v: true })
    })
    .catch((error: Error) => {
      how ??= error.message
    })
  /** One that has ended meanwhile hears nothing. */
  const tell = (what: 'pause' | 'unpause' | 'SIGTERM' | 'SIGKILL') =>
    started
      .then((container) => (what === 'pause' || what === 'unpause' ? container[what]() : container.kill({ signal: what })))
      .catch(() => {})
  const end = async (signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM', patience = 28_000) => {
    // One that stands still would not notice.
    await tell('unpause')
    await tell(signal)
    const forced = setTimeout(() => void tell('SIGKILL'), patience)
    await exited
    clearTimeout(forced)
  }
  return {
    pid: undefined,
    ended: () => how,
    end,
    signal: (name) => void tell(name === 'SIGSTOP' ? 'pause' : 'unpause'),
    [Symbol.asyncDispose]: () => end(),
  }
}
