import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundleServices } from '@runde/deploy/bundle/bundle-services'
import { fillCompileCache } from '@runde/deploy/bundle/fill-compile-cache'
import type { Program, ServiceName } from './service-process.ts'

export interface Bundled extends AsyncDisposable {
  /** For `startStack`. */
  readonly programs: Readonly<Record<ServiceName, Program>>
}

/** Bundles the services into a temporary folder; each runs from there as its image runs it. */
export const bundlePrograms = async (): Promise<Bundled> => {
  await using opened = new AsyncDisposableStack()
  const folder = opened.adopt(await mkdtemp(join(tmpdir(), 'runde-bundle-')), (path) => rm(path, { recursive: true, force: true }))
  const cache = join(folder, 'compile-cache')
  await bundleServices(folder)
  fillCompileCache(folder, cache)
  const program = (name: ServiceName): Program => ({
    entry: join(folder, `${name}.mjs`),
    flags: ['--enable-source-maps'],
    env: { NODE_COMPILE_CACHE: cache },
  })
  const kept = opened.move()
  return {
    programs: {
      gateway: program('gateway'),
      'room-service': program('room-service'),
      'token-service': program('token-service'),
      webhook: program('webhook'),
    },
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}
