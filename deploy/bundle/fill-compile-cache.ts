import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'

const services = ['gateway', 'room-service', 'token-service', 'webhook']

/** How a service ends that lacks settings: EX_CONFIG. */
const unset = 78

/**
 * Keeps in a folder what V8 makes of the code of the bundled services, so that they need not be compiled at every start. Node
 * reads it where `NODE_COMPILE_CACHE` names the folder, for the same Node on a processor with the same features, the same user
 * and the same path of the bundle; otherwise it compiles.
 * @throws when a service does not get as far as its settings
 */
export const fillCompileCache = async (bundle: string, cache: string): Promise<void> => {
  for (const service of services) {
    // It has loaded when it finds that it has no settings, and writes the cache when it ends.
    const env = { NODE_COMPILE_CACHE: cache }
    const child = spawn(process.execPath, [join(bundle, `${service}.mjs`)], { env, stdio: ['ignore', 'ignore', 'pipe'] })
    let said = ''
    child.stderr.on('data', (chunk) => {
      said += chunk
    })
    const [code] = await once(child, 'close')
    if (code !== unset) throw new Error(`${service} ended with ${code}: ${said}`)
  }
}
