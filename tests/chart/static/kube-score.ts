import { provideChartTool } from '@runde/deploy/chart-tools'
import { runProgram } from '../run-program.ts'

const program = await provideChartTool('kube-score')

/** A check whose grade is lower has found something. */
const allOk = 10

interface ScoredObject {
  readonly object_meta: { readonly name: string }
  readonly checks: readonly {
    readonly check: { readonly id: string; readonly name: string }
    readonly grade: number
    readonly skipped: boolean
    readonly comments: readonly { readonly path: string; readonly summary: string }[] | null
  }[]
}

export interface Finding {
  readonly check: string
  /** Of the object. */
  readonly name: string
  readonly summary: string
}

/** What kube-score, with all of its checks, has to say about the manifests. */
export const findingsIn = async (manifests: string, kubernetesVersion: string): Promise<readonly Finding[]> => {
  const args = ['score', '--output-format', 'json', '--all-default-optional', '--kubernetes-version', `v${kubernetesVersion}`, '-']
  const { stdout, stderr } = await runProgram(program, args, manifests)
  if (!stdout.startsWith('[')) throw new Error(`kube-score: ${stderr}${stdout}`)
  const objects: readonly ScoredObject[] = JSON.parse(stdout)
  return objects.flatMap(({ object_meta: { name }, checks }) =>
    checks
      .filter(({ grade, skipped }) => !skipped && grade < allOk)
      .flatMap(({ check, comments }) => (comments ?? [{ summary: check.name }]).map(({ summary }) => ({ check: check.id, name, summary }))),
  )
}
