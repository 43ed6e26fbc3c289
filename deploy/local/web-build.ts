import { createHash } from 'node:crypto'
import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { withLock } from './lock.mjs'
import { Problem } from './problem.ts'
import type { Progress } from './progress.mjs'
import { CommandError, runCommand } from './run-command.ts'

const skipped = new Set(['dist', 'dist-server', 'node_modules', '.turbo'])
const stampName = '.built-from'

const filesIn = async (folder: string): Promise<string[]> => {
  const entries = (await readdir(folder, { withFileTypes: true })).filter(({ name }) => !skipped.has(name))
  const nested = entries.map((entry) => (entry.isDirectory() ? filesIn(join(folder, entry.name)) : [join(folder, entry.name)]))
  return (await Promise.all(nested)).flat().sort()
}

/** One value for everything that the built pages are made from. */
export const fingerprint = async (root: string): Promise<string> => {
  const folders = await Promise.all(['web', 'packages/contracts'].map((folder) => filesIn(join(root, folder))))
  const files = [...folders.flat(), join(root, 'package-lock.json')]
  const hash = createHash('sha256')
  for (const [index, content] of (await Promise.all(files.map((file) => readFile(file)))).entries()) {
    hash.update(`${relative(root, files[index] ?? '')}\0${content.length}\0`).update(content)
  }
  return hash.digest('hex')
}

const build = async (root: string, env: NodeJS.ProcessEnv, signal?: AbortSignal) => {
  try {
    await runCommand('npm', ['run', 'build', '--silent', '-w', 'web'], { cwd: root, env, signal })
  } catch (error) {
    if (!(error instanceof CommandError)) throw error
    throw new Problem(`The pages could not be built:\n${error.output.split('\n').slice(-20).join('\n')}`, { cause: error })
  }
}

/** Builds the pages unless they stand there built from these very sources; the stamp is written last. */
export const buildWeb = (
  root: string,
  { progress, env, signal }: { progress: Progress; env: NodeJS.ProcessEnv; signal?: AbortSignal },
): Promise<void> => {
  const stamp = join(root, 'web/dist', stampName)
  const isBuilt = async (sources: string) => (await readFile(stamp, 'utf8').catch(() => '')) === sources
  const work = async () => {
    const sources = await fingerprint(root)
    if (await isBuilt(sources)) return
    progress.start('pages', 'building')
    try {
      await build(root, env, signal)
      await writeFile(stamp, sources)
    } finally {
      progress.end('pages')
    }
  }
  return withLock(join(root, 'node_modules/.runde-web.lock'), work, signal ? { signal } : {})
}
