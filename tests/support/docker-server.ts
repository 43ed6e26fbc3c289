import { readVersions, serverNames } from '@runde/deploy/versions'
import type { ServerPlan } from './server-plans.ts'
import type { StartedProgram } from './servers.ts'

// Everything is removed by its owner here, and Ryuk would be one more image to fetch.
process.env.TESTCONTAINERS_RYUK_DISABLED ??= 'true'

const versions = readVersions()

/** Loaded on use: runs without Docker need not pay for it. */
const load = () => import('testcontainers')

/** Docker, as far as containers go. @throws when it does not answer */
export const containerClient = async () => (await (await load()).getContainerRuntimeClient()).container

/** Fetches the pinned images that are not here yet. */
const fetchImages = async () => {
  const { getContainerRuntimeClient, ImageName } = await load()
  const { image } = await getContainerRuntimeClient()
  for (const name of serverNames.map((name) => ImageName.fromString(versions[name].image))) {
    if (!(await image.exists(name))) await image.pull(name)
  }
}

/**
 * What stands in the way of running the servers in Docker; `undefined` when nothing does.
 * The containers share the host's network (LiveKit's media ports must be the same inside and out), which Docker does on Linux only.
 */
export const whyNoDocker = async (): Promise<string | undefined> => {
  if (process.platform !== 'linux') return 'host networking of containers works on Linux only'
  const runtime = await (await load()).getContainerRuntimeClient().catch(() => undefined)
  if (!runtime) return 'Docker does not answer'
  return fetchImages().then(
    () => undefined,
    (error: Error) => `Docker cannot fetch the images (${error.message.trim()})`,
  )
}

const file = '/etc/runde-server.conf'

/** Redis's image starts a program by name, the other two have theirs as the entrypoint. */
const commandOf = ({ name, args }: ServerPlan): string[] => (name === 'redis-server' ? [name, ...args(file)] : [...args(file)])

/** Runs the program in a container of the pinned image. Its data stays in the container until that is disposed. */
export const startInDocker = async (plan: ServerPlan): Promise<StartedProgram> => {
  const { GenericContainer, Wait } = await load()
  const started = await new GenericContainer(versions[plan.name].image)
    .withNetworkMode('host')
    // Readable by whichever user the image runs its program as; the container is nobody else's.
    .withCopyContentToContainer([{ content: plan.config('/data'), target: file, mode: 0o444 }])
    .withCommand(commandOf(plan))
    .withWaitStrategy(Wait.forListeningPorts())
    .start()
  const container = (await containerClient()).getById(started.getId())
  const isRunning = async () => (await container.inspect()).State.Running
  return {
    start: async () => {
      await container.start()
    },
    pid: () => undefined,
    failure: async () => {
      if (await isRunning()) return undefined
      const output = await container.logs({ stdout: true, stderr: true, tail: 20 })
      return `${plan.name} ended: ${output.toString()}`
    },
    output: async () => (await container.logs({ stdout: true, stderr: true })).toString(),
    stop: async () => {
      if (await isRunning()) await container.kill()
    },
    [Symbol.asyncDispose]: async () => {
      await started.stop({ timeout: 0, remove: true, removeVolumes: true })
    },
  }
}
