import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { promisify } from 'node:util'
import { freePort } from '../../support/ports.ts'

const kubeconfig = process.env.KUBECONFIG
if (!kubeconfig)
  throw new Error('Name a cluster to install on: KUBECONFIG=... npm run test:chart (docs/operations.md says what must be there)')

/** Its own, and gone when the tests end. */
export const namespace = 'runde-chart-test'

/** Runs kubectl as it stands, for what is elsewhere. @throws with what it printed */
export const kubectlAnywhere = async (...args: string[]): Promise<string> =>
  (await promisify(execFile)('kubectl', args, { maxBuffer: 64 * 2 ** 20 })).stdout.trim()

/** Runs kubectl in the namespace of the tests. @throws with what it printed */
export const kubectl = (...args: string[]): Promise<string> => kubectlAnywhere('--namespace', namespace, ...args)

const kubectlWith = async (objects: readonly object[], ...args: string[]): Promise<void> => {
  const child = spawn('kubectl', ['--namespace', namespace, ...args, '--filename', '-'], { stdio: ['pipe', 'ignore', 'inherit'] })
  child.stdin.end(objects.map((object) => JSON.stringify(object)).join('\n---\n'))
  const [code] = await once(child, 'exit')
  if (code !== 0) throw new Error(`kubectl ${args.join(' ')} ended with ${code}`)
}

/** Makes what the manifests describe, in the namespace of the tests. */
export const apply = (...objects: readonly object[]): Promise<void> => kubectlWith(objects, 'apply')

/** Tells a pod to go, as the drain of its node does. */
export const evict = (pod: string): Promise<void> =>
  kubectlWith(
    [{ apiVersion: 'policy/v1', kind: 'Eviction', metadata: { name: pod, namespace } }],
    ...['create', '--raw', `/api/v1/namespaces/${namespace}/pods/${pod}/eviction`],
  )

export const kubectlJson = async <T>(...args: string[]): Promise<T> => JSON.parse(await kubectl(...args, '--output', 'json'))

export interface Listed<Item> {
  readonly items: readonly Item[]
}

/** An empty namespace for the tests of a file, in place of whatever was left of it. */
export const renewNamespace = async (): Promise<void> => {
  await removeNamespace('--wait')
  await kubectl('create', 'namespace', namespace)
}

export const removeNamespace = async (...args: string[]): Promise<void> => {
  await kubectl('delete', 'namespace', namespace, '--ignore-not-found', ...args)
}

export interface Forwarding extends AsyncDisposable {
  readonly url: string
}

/** Makes a port of a Service reachable here, through the API server. */
export const forward = async (service: string, port: number): Promise<Forwarding> => {
  const local = await freePort()
  const child = spawn('kubectl', ['--namespace', namespace, 'port-forward', `service/${service}`, `${local}:${port}`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise<void>((resolve, reject) => {
    child.once('error', reject).once('exit', (code) => reject(new Error(`kubectl port-forward ended with ${code}`)))
    child.stdout.on('data', (text: Buffer) => text.includes('Forwarding from') && resolve())
  })
  return {
    url: `http://127.0.0.1:${local}`,
    [Symbol.asyncDispose]: async () => void child.kill('SIGTERM'),
  }
}

/** Whether a pod reaches an address inside the cluster, or is not let through. */
export const reaches = async (deployment: string, host: string, port: number): Promise<boolean> => {
  const script = `
    const socket = require('node:net').connect(${port}, '${host}')
    socket.setTimeout(3000, () => { console.log('no'); process.exit() })
    socket.on('connect', () => { console.log('yes'); process.exit() })
    socket.on('error', (error) => { console.log(error.code); process.exit() })`
  const answer = await kubectl('exec', `deployment/${deployment}`, '--', 'node', '-e', script)
  if (answer !== 'yes' && answer !== 'no') throw new Error(`${deployment} to ${host}: ${answer}`)
  return answer === 'yes'
}
