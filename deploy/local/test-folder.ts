import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { Progress } from './progress.mjs'

export interface TestFolder extends AsyncDisposable {
  readonly path: string
  /** Writes a shell script that can be run. @returns its path */
  readonly program: (name: string, script: string) => Promise<string>
}

/** A temporary folder that goes with the test. */
export const testFolder = async (): Promise<TestFolder> => {
  const path = await mkdtemp(join(tmpdir(), 'runde-test-'))
  return {
    path,
    program: async (name, script) => {
      const file = join(path, name)
      await mkdir(dirname(file), { recursive: true })
      await writeFile(file, `#!/bin/sh\n${script}\n`)
      await chmod(file, 0o755)
      return file
    },
    [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }),
  }
}

/** Progress that is kept for a test to read. */
export const keptProgress = (): Progress & { readonly lines: string[] } => {
  const lines: string[] = []
  const add = (name: string, text?: string) => {
    if (text) lines.push(`${name}: ${text}`)
  }
  return { lines, line: (text) => lines.push(text), start: add, update: add, end: add }
}
