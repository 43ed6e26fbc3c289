import { chart, exampleFile, helm } from '../chart.ts'
import { kubectl, kubectlJson, type Listed, namespace } from './cluster.ts'

const inNamespace = ['--namespace', namespace]
const untilReady = ['--wait', '--timeout', '10m']

/** Runs Helm in the namespace of the tests. @throws with what it printed, and how the pods are */
const run = async (verb: string, ...args: readonly string[]): Promise<string> => {
  const { ok, output } = await helm(verb, ...args, ...inNamespace)
  if (!ok) throw new Error(`${output}\n${await kubectl('get', 'pods')}\n${await kubectl('get', 'events')}`)
  return output
}

/** Values as options of Helm, whatever they hold. */
export const valuesOf = (values: Readonly<Record<string, unknown>>): readonly string[] =>
  Object.entries(values).flatMap(([name, value]) => ['--set-json', `${name}=${JSON.stringify(value)}`])

/** Values for this cluster, such as where its images are; without them they are called runde-<service>:<version>. */
const images = process.env.RUNDE_CHART_VALUES ? ['--values', process.env.RUNDE_CHART_VALUES] : valuesOf({ 'image.prefix': 'runde-' })

/** Makes the release of an example; like everything here, it waits until all pods are ready. */
export const install = (example: string, ...args: readonly string[]): Promise<string> =>
  run('install', 'runde', chart, '--values', exampleFile(example), ...images, ...args, ...untilReady)

/** As docs/operations.md says: what was chosen before holds, and of everything else what the chart says now. */
export const upgrade = (...args: readonly string[]): Promise<string> =>
  run('upgrade', 'runde', chart, '--reset-then-reuse-values', ...args, ...untilReady)

/** Goes back to the revision before, or to the one that is named. */
export const rollback = (...revision: readonly string[]): Promise<string> => run('rollback', 'runde', ...revision, ...untilReady)

export const uninstall = (): Promise<string> => run('uninstall', 'runde', '--wait', '--timeout', '5m')

/** Runs the doctor inside, and gives its table. */
export const helmTest = (): Promise<string> => run('test', 'runde', '--logs', '--timeout', '10m')

/** What was chosen, without what the chart says by itself. */
export const chosenValues = async (): Promise<unknown> => JSON.parse(await run('get', 'values', 'runde', '--output', 'json'))

export interface RunningPod {
  readonly metadata: { readonly uid: string; readonly deletionTimestamp?: string; readonly labels: Readonly<Record<string, string>> }
  readonly status: { readonly containerStatuses: readonly { readonly restartCount: number; readonly ready: boolean }[] }
}

const ofRelease = ['--selector', 'app.kubernetes.io/instance=runde']

/** Without those that are on their way out: Helm does not wait until an upgrade's old ones have finished. */
export const pods = async (): Promise<readonly RunningPod[]> => {
  const { items } = await kubectlJson<Listed<RunningPod>>('get', 'pods', ...ofRelease)
  return items.filter(({ metadata }) => metadata.deletionTimestamp === undefined)
}

export const partOf = ({ metadata }: RunningPod): string => metadata.labels['app.kubernetes.io/component'] ?? ''

/** The pods of some parts, by which one that was replaced is told from one that runs on. */
export const uidsOf = (of: readonly RunningPod[], ...wanted: readonly string[]): readonly string[] =>
  of
    .filter((pod) => wanted.includes(partOf(pod)))
    .map(({ metadata }) => metadata.uid)
    .sort()

export const secretData = async (): Promise<Readonly<Record<string, string>>> =>
  (await kubectlJson<{ data: Record<string, string> }>('get', 'secret', 'runde')).data
