import { createHash } from 'node:crypto'
import { readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { withLock } from './lock.mjs'
import { packagesOf, runNpm } from './run-npm.mjs'

/** @param {string} text */
const sha256 = (text) => createHash('sha256').update(text).digest('hex')

/** @param {string} path */
const readText = (path) => {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return ''
  }
}

/**
 * Whether a plain `npm install` made exactly what the lockfile says; npm writes its own copy only at the end.
 * @param {string} lockfile @param {string} installed
 */
export const isInstalled = (lockfile, installed) => {
  if (!installed) return false
  const there = new Map(packagesOf(installed))
  return packagesOf(lockfile).every(([path, entry]) => {
    const found = there.get(path)
    return found ? found.version === entry.version : Boolean(entry.optional || entry.devOptional || entry.peer)
  })
}

/**
 * Installs what the lockfile says unless it is there. The stamp is written last, so a half install is done again.
 * @param {string} root
 * @param {() => boolean} nodeRuns whether the pinned Node is there
 * @returns {Promise<string | undefined>} a sentence that says what went wrong
 */
export const installDependencies = async (root, nodeRuns) => {
  const stamp = join(root, 'node_modules/.runde-lockfile')
  const lockfile = readText(join(root, 'package-lock.json'))
  if (!lockfile) return `${join(root, 'package-lock.json')} is missing; clone the repository again.`
  const wanted = sha256(lockfile)
  const isDone = () => readText(stamp) === wanted && nodeRuns()
  if (isDone()) return undefined
  const work = async () => {
    if (isDone()) return undefined // By the other start that we waited for.
    const byHand = isInstalled(lockfile, readText(join(root, 'node_modules/.package-lock.json'))) && nodeRuns()
    const problem = byHand ? undefined : await runNpm(root, lockfile)
    if (!problem) writeFileSync(stamp, wanted)
    return problem
  }
  const onWait = () => process.stdout.write('dependencies: another start is installing them; waiting\n')
  return withLock(join(tmpdir(), `runde-install-${sha256(root).slice(0, 16)}.lock`), work, { onWait })
}
