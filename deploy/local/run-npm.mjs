import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { createProgress } from './progress.mjs'

const countEvery = 500
const shownOfNpm = 15
/** npm only warns when it cannot write a file, and then calls the install a success. */
const unwritten = /TAR_ENTRY_ERROR|ENOSPC/
const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP']

/** @typedef {{ version?: string, link?: boolean, optional?: boolean, devOptional?: boolean, peer?: boolean, os?: string[], cpu?: string[] }} LockEntry */

/** @param {string} text @returns {[string, LockEntry][]} */
export const packagesOf = (text) => Object.entries(JSON.parse(text).packages).filter(([path]) => path.startsWith('node_modules/'))

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
  '--loglevel=http',
  '--fetch-retries=2',
  '--fetch-retry-mintimeout=1000',
  '--fetch-retry-maxtimeout=5000',
]

const npmCommand = () => {
  const npm = process.env.npm_execpath
  return npm && basename(npm) === 'npm-cli.js' ? { command: process.execPath, first: [npm] } : { command: 'npm', first: [] }
}

/** @param {string} root @param {string} lockfile @returns {Promise<string | undefined>} what went wrong */
export const runNpm = (root, lockfile) => {
  const progress = createProgress(process.stdout)
  const expected = packagesOf(lockfile)
    .filter(([, entry]) => isForThisMachine(entry))
    .map(([path]) => join(root, path, 'package.json'))
  let downloads = 0
  progress.start('dependencies', `installing ${expected.length} packages`)
  const count = setInterval(() => {
    const placed = expected.filter((path) => existsSync(path)).length
    progress.update('dependencies', `${downloads} downloads, ${placed} of ${expected.length} packages in place`)
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
    for (const stream of [child.stdout, child.stderr]) {
      createInterface({ input: stream }).on('line', (line) => {
        if (/^npm http fetch/.test(line)) downloads += / (200|304) /.test(line) ? 1 : 0
        else if (!/^npm warn/.test(line) || unwritten.test(line)) output += `${line}\n`
      })
    }
    child.on('error', () => resolve('npm is not on PATH; it comes with Node: https://nodejs.org'))
    child.on('close', (code) => {
      clearInterval(count)
      for (const signal of stopSignals) process.off(signal, stop)
      const isWhole = code === 0 && !unwritten.test(output)
      progress.end('dependencies', isWhole ? 'installed' : undefined)
      resolve(isWhole ? undefined : explainNpm(output, root))
    })
  })
}
