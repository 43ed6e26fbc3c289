import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Whether `RUNDE_TEST_SERVICES` asks for the services' images instead of their sources. @throws when it says something else */
export const imagesAreWanted = (asked = process.env.RUNDE_TEST_SERVICES): boolean => {
  if (asked && asked !== 'images' && asked !== 'sources') throw new Error(`RUNDE_TEST_SERVICES is "${asked}"; it must be images or sources`)
  return asked === 'images'
}

export const imageOf = (service: string): string => `runde-test-${service}`

/** Makes the image of a target of the Dockerfile. @throws with what Docker printed */
export const buildImage = async (target: string, tag: string): Promise<void> => {
  const args = ['build', '--quiet', '--file', 'deploy/Dockerfile', '--target', target, '--tag', tag, '.']
  await promisify(execFile)('docker', args, { cwd: root, env: { ...process.env, DOCKER_BUILDKIT: '1' } })
}
