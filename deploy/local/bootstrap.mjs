import { spawn, spawnSync } from 'node:child_process'
import { constants, homedir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = join(dirname(fileURLToPath(import.meta.url)), '../..')
const oldestNode = 20
const wantedNode = 24
const samePress = 700
const noNode = `node_modules/.bin/node is not Node ${wantedNode}.`

/** @param {string} sentence @returns {never} */
const giveUp = (sentence) => {
  process.stderr.write(`${sentence}\n`)
  process.exit(1)
}

const checkMachine = () => {
  const [major] = process.versions.node.split('.')
  if (Number(major) < oldestNode)
    giveUp(`This is Node ${process.versions.node}; Runde needs Node ${oldestNode} or newer: https://nodejs.org`)
  if (process.platform === 'win32')
    giveUp('Runde runs on Linux and macOS; on Windows, use WSL: https://learn.microsoft.com/windows/wsl/install')
  // Go and npm both want a home.
  if (!process.env.HOME) process.env.HOME = homedir() || userInfo().homedir
}

/** The pinned Node, if it runs and is of the right line. */
const findNode = () => {
  const node = join(root, 'node_modules/.bin/node')
  const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout
  return version?.startsWith(`v${wantedNode}.`) ? node : undefined
}

/**
 * One press of Ctrl-C reaches us from the terminal and again from npm; the child, in a session of its own, gets it once.
 * @param {import('node:child_process').ChildProcess} child
 */
const passSignals = (child) => {
  /** @type {Record<string, number>} */
  const last = {}
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      const now = Date.now()
      if (now - (last[signal] ?? 0) > samePress) child.kill(signal)
      last[signal] = now
    })
  }
}

/** @param {string} node @param {string} script */
const runScript = (node, script) => {
  const tether = import.meta.resolve('./tether.mjs')
  const child = spawn(node, ['--import', tether, join(root, script), ...process.argv.slice(2)], {
    cwd: root,
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    detached: true,
  })
  passSignals(child)
  child.on('error', (error) => giveUp(`${script} could not be started: ${error.message}`))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? 128 + (signal ? constants.signals[signal] : 0)
    if (child.connected) child.disconnect()
  })
}

/**
 * Makes everything ready that TypeScript needs, with nothing but Node, then runs the script by the pinned Node;
 * arguments, signals and the exit code pass through.
 * @param {string} script relative to the repository
 */
export const bootstrap = async (script) => {
  process.env.RUNDE_STARTED_AT ??= String(Date.now())
  process.env.INIT_CWD ??= process.cwd()
  checkMachine()
  const { installDependencies } = await import('./install.mjs')
  /** @type {string | undefined} */
  let node
  const nodeRuns = () => {
    node ??= findNode()
    return node !== undefined
  }
  const problem = await installDependencies(root, nodeRuns)
  if (problem) giveUp(problem)
  if (!nodeRuns() || !node)
    giveUp(`${noNode} Allow the install script of the package "node" (npm config ignore-scripts), then start again.`)
  runScript(node, script)
}
