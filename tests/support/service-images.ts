import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import type { ServiceName } from './service-process.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const targets: readonly ServiceName[] = ['room-service', 'token-service', 'webhook', 'gateway']

/** Whether `RUNDE_TEST_SERVICES` asks for the services' images instead of their sources. @throws when it says something else */
export const imagesAreWanted = (asked = process.env.RUNDE_TEST_SERVICES): boolean => {
  if (asked && asked !== 'images' && asked !== 'sources') throw new Error(`RUNDE_TEST_SERVICES is "${asked}"; it must be images or sources`)
  return asked === 'images'
}

export const imageOf = (service: ServiceName): string => `runde-test-${service}`

/** Before a suite: its services are what operators get. */
export default async (): Promise<void> => {
  if (!imagesAreWanted()) return
  for (const target of targets) {
    const args = ['build', '--quiet', '--file', 'deploy/Dockerfile', '--target', target, '--tag', imageOf(target), '.']
    await promisify(execFile)('docker', args, { cwd: root, env: { ...process.env, DOCKER_BUILDKIT: '1' } })
  }
  console.info('Services: their images.')
}
