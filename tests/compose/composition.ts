import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'

const root = fileURLToPath(new URL('../..', import.meta.url))

const run = async (command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<string> =>
  (await promisify(execFile)(command, [...args], { cwd: root, env, maxBuffer: 64 * 2 ** 20 })).stdout.trim()

export interface CompositionOptions {
  /** Of its own name, so that a composition in use here keeps its data. */
  readonly project: string
  /** Where people reach it. */
  readonly baseUrl: string
  /** Settings, as they stand in .env. */
  readonly env?: Readonly<Record<string, string>>
}

/** The composition of this checkout as it stands. */
export const usual: CompositionOptions = { project: 'runde-check', baseUrl: 'http://localhost:8000' }

export interface Composition extends AsyncDisposable {
  readonly baseUrl: string
  /** Runs `docker compose ARGS`. @throws with what it printed */
  readonly compose: (...args: string[]) => Promise<string>
  /** Facts about the running container of a service, by a template of `docker inspect`. */
  readonly inspect: (service: string, template: string) => Promise<string>
}

/** `docker compose up` of this checkout; resolves when every container is healthy. Its volumes go when it is disposed. */
export const startComposition = async ({ project, baseUrl, env }: CompositionOptions): Promise<Composition> => {
  const compose = (...args: string[]) => run('docker', ['compose', '--project-name', project, ...args], { ...process.env, ...env })
  const down = async () => {
    await compose('down', '--volumes', '--remove-orphans', '--rmi', 'local', '--timeout', '30')
  }
  await down()
  try {
    await compose('up', '--detach', '--wait', '--quiet-pull')
  } catch (error) {
    console.error(await compose('ps', '--all'), await compose('logs', '--no-color', '--tail', '40'))
    await down()
    throw error
  }
  return {
    baseUrl,
    compose,
    inspect: async (service, template) => run('docker', ['inspect', '--format', template, await compose('ps', '--quiet', service)]),
    [Symbol.asyncDispose]: down,
  }
}
