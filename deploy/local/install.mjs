import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { withLock } from './lock.mjs'
import { createProgress } from './progress.mjs'

const countEvery = 500
const shownOfNpm = 15
const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP']

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

/** @typedef {{ version?: string, link?: boolean, optional?: boolean, devOptional?: boolean, peer?: boolean, os?: string[], cpu?: string[] }} LockEntry */

/** @param {string} text @returns {[string, LockEntry][]} */
const packagesOf = (text) => Object.entries(JSON.parse(text).packages).filter(([path]) => path.startsWith('node_modules/'))

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

/** @param {LockEntry} entry */
const isForThisMachine = ({ os, cpu, link }) => !link && (os?.includes(process.platform) ?? true) && (cpu?.includes(process.arch) ?? true)

/** @param {string} output @param {string} root */
export const explainNpm = (output, root) => {
  const registry = /https?:\/\/[\w.:-]+/.exec(output)?.[0] ?? 'the npm registry'
  if (/ENOSPC/.test(output)) return `There is no space left for ${join(root, 'node_modules')}. Free some and start again.`
  if (/ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT|EHOSTUNREACH/.test(output)) {
    return `${registry} cannot be reached, and the dependencies are not installed yet. Connect this machine to the internet and start again.`
  }
  if (/EACCES|EPERM|EROFS/.test(output))
    return `${join(root, 'node_modules')} cannot be written. Give yourself the right to and start again.`
  return `npm ci failed:\n${output.trim().split('\n').slice(-shownOfNpm).join('\n')}`
}

/** Patient with a slow line, quick to say that there is none. */
const npmArguments = [
  'ci',
  '--no-audit',
  '--no-fund',
  '--loglevel=error',
  '--fetch-retries=2',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=5000',
]

const npmCommand = () => {
  const npm = process.env.npm_execpath
  return npm && basename(npm) === 'npm-cli.js' ? { command: process.execPath, first: [npm] } : { command: 'npm', first: [] }
}

/** @param {string} root @param {string} lockfile @returns {Promise<string | undefined>} what went wrong */
const runNpm = (root, lockfile) => {
  const progress = createProgress(process.stdout)
  const expected = packagesOf(lockfile)
    .filter(([, entry]) => isForThisMachine(entry))
    .map(([path]) => join(root, path, 'package.json'))
  progress.start('dependencies', `installing ${expected.length} packages`)
  const count = setInterval(() => {
    progress.update('dependencies', `${expected.filter((path) => existsSync(path)).length} of ${expected.length} packages in place`)
  }, countEvery)
  return new Promise((resolve) => {
    const { command, first } = npmCommand()
    const child = spawn(command, [...first, ...npmArguments], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
    const stop = () => {
      child.kill()
      process.exit(130)
    }
    for (const signal of stopSignals) process.once(signal, stop)
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text) => (output += text))
    child.on('error', () => resolve('npm is not on PATH; it comes with Node: https://nodejs.org'))
    child.on('close', (code) => {
      clearInterval(count)
      for (const signal of stopSignals) process.off(signal, stop)
      progress.end('dependencies', code === 0 ? 'installed' : undefined)
      resolve(code === 0 ? undefined : explainNpm(output, root))
    })
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
