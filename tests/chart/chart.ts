import { globSync } from 'node:fs'
import { basename, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { provideChartTool } from '@runde/deploy/chart-tools'
import { parseAllDocuments } from 'yaml'
import type { KubernetesObject } from './kubernetes-object.ts'
import { runProgram } from './run-program.ts'

export const chart = fileURLToPath(new URL('../../helm/runde', import.meta.url))

/** The examples are what operators begin with: everything that is asked of the chart is asked of each of them. */
export const examples = globSync('examples/*.yaml', { cwd: chart }).map((file) => basename(file, '.yaml'))

export const exampleFile = (name: string): string => join(chart, 'examples', `${name}.yaml`)

export interface HelmEnd {
  readonly ok: boolean
  /** What it printed on either output. */
  readonly output: string
}

// Here and not in a test: where it has to be compiled first, no test waits so long.
const program = await provideChartTool('helm')

/** Runs Helm, whatever its end. */
export const helm = async (...args: string[]): Promise<HelmEnd> => {
  const { ok, stdout, stderr } = await runProgram(program, args)
  return { ok, output: stdout + stderr }
}

/** What the chart makes of these arguments, as text. @throws with what Helm says */
export const renderText = async (...args: string[]): Promise<string> => {
  const { ok, output } = await helm('template', 'runde', chart, '--namespace', 'meetings', ...args)
  if (!ok) throw new Error(output)
  return output
}

export const parse = (text: string): readonly KubernetesObject[] =>
  parseAllDocuments(text, { uniqueKeys: true }).flatMap((document) => {
    if (document.errors.length > 0) throw document.errors[0]
    const value = document.toJS()
    return value ? [value] : []
  })

const rendered = new Map<string, Promise<string>>()

/** The text of an example, made once for all tests of a file. */
export const exampleText = (name: string): Promise<string> => {
  const text = rendered.get(name) ?? renderText('--values', exampleFile(name))
  rendered.set(name, text)
  return text
}

export const exampleObjects = async (name: string): Promise<readonly KubernetesObject[]> => parse(await exampleText(name))
