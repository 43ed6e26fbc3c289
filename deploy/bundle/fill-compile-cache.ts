import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { serviceNames } from './bundle-services.ts'

/** How a service ends that lacks settings: EX_CONFIG. */
const unset = 78

/**
 * Keeps in a folder what V8 makes of the code of the bundled services, so that they need not be compiled at every start. Node
 * reads it where `NODE_COMPILE_CACHE` names the folder, for the same Node on a processor with the same features, the same user
 * and the same path of the bundle; otherwise it compiles.
 * @throws when a service does not get as far as its settings
 */
export const fillCompileCache = (bundle: string, cache: string): void => {
  for (const service of serviceNames) {
    // It has loaded when it finds that it has no settings, and writes the cache when it ends.
    const env = { NODE_COMPILE_CACHE: cache }
    const { status, stderr } = spawnSync(process.execPath, [join(bundle, `${service}.mjs`)], { env, encoding: 'utf8' })
    if (status !== unset) throw new Error(`${service} ended with ${status}: ${stderr}`)
  }
}
