import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { provideChartTool } from '@runde/deploy/chart-tools'
import { runProgram } from '../run-program.ts'

const program = await provideChartTool('kubeconform')
const schemas = fileURLToPath(new URL('./schemas', import.meta.url))

/** Minor versions whose API is known here, the oldest first; write-schemas.ts adds one. */
export const kubernetesVersions = readdirSync(schemas)
  .filter((folder) => folder.startsWith('kubernetes-'))
  .map((folder) => folder.slice('kubernetes-'.length))
  .sort()

interface Report {
  readonly resources: readonly { readonly kind: string; readonly name: string; readonly msg: string }[]
  readonly summary: { readonly valid: number; readonly skipped: number }
}

export interface Conformity {
  /** What a careful API server of the version would refuse: a field that it does not know too, and a kind that is not known here. */
  readonly problems: readonly string[]
  readonly valid: number
}

export const conformityOf = async (version: string, manifests: string): Promise<Conformity> => {
  const locations = [
    `${schemas}/kubernetes-${version}/{{.ResourceKind}}{{.KindSuffix}}.json`,
    `${schemas}/custom-resources/{{.Group}}/{{.ResourceKind}}_{{.ResourceAPIVersion}}.json`,
  ]
  const args = ['-strict', '-summary', '-output', 'json', ...locations.flatMap((location) => ['-schema-location', location])]
  const { stdout, stderr } = await runProgram(program, args, manifests)
  if (!stdout) throw new Error(`kubeconform: ${stderr}`)
  const { resources, summary }: Report = JSON.parse(stdout)
  return { problems: resources.map(({ kind, name, msg }) => `${kind} ${name}: ${msg}`), valid: summary.valid }
}
