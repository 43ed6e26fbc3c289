import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { setTimeout as delay } from 'node:timers/promises'
import { processIdentity } from './lock.mjs'

interface Entry {
  readonly pid: number
  readonly identity: string
  readonly name: string
}

/** Which processes this start runs, on disk, so that they can be ended even when the launcher was killed. */
export interface ProcessRecord extends AsyncDisposable {
  readonly add: (name: string, pid: number) => void
  readonly remove: (pid: number) => void
}

const readEntries = (path: string): readonly Entry[] => {
  try {
    const rows = readFileSync(path, 'utf8').split('\n').filter(Boolean)
    return rows.map((row) => row.split('\t')).map(([pid = '', identity = '', name = '']) => ({ pid: Number(pid), identity, name }))
  } catch {
    return []
  }
}

const signalGroup = (pid: number, signal: NodeJS.Signals) => {
  try {
    process.kill(-pid, signal)
  } catch {
    // It ended by itself in the meantime.
  }
}

/** A shell that waits for the launcher's end, however it comes, and takes along whatever is still recorded then. */
const guardScript = `
cat >/dev/null
pids=$(cut -f1 "$1" 2>/dev/null)
[ -n "$pids" ] || exit 0
for pid in $pids; do kill -TERM "$pid"; done 2>/dev/null
for pause in 1 1 1 1 1; do
  alive=
  for pid in $pids; do kill -0 "$pid" 2>/dev/null && alive=1; done
  [ -n "$alive" ] || exit 0
  sleep $pause
done
for pid in $pids; do kill -KILL "$pid"; done 2>/dev/null
`

export const openProcessRecord = (path: string): ProcessRecord => {
  const entries = new Map<number, Entry>()
  const write = () =>
    writeFileSync(path, [...entries.values()].map(({ pid, identity, name }) => `${pid}\t${identity}\t${name}\n`).join(''), { mode: 0o600 })
  write()
  const guard = spawn('/bin/sh', ['-c', guardScript, 'runde-guard', path], { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
  guard.on('error', () => undefined) // Without a shell the next start ends what is left.
  guard.unref()
  return {
    add: (name, pid) => {
      const identity = processIdentity(pid)
      if (!identity) return
      entries.set(pid, { pid, identity, name })
      write()
    },
    remove: (pid) => {
      if (entries.delete(pid)) write()
    },
    [Symbol.asyncDispose]: async () => {
      guard.stdin?.end()
    },
  }
}

const leftoverPatience = 5_000
const pollEvery = 50

/** Ends what an earlier start left running; a number that meanwhile belongs to another process is left alone. @returns their names */
export const endLeftovers = async (path: string): Promise<readonly string[]> => {
  const alive = () => readEntries(path).filter(({ pid, identity }) => processIdentity(pid) === identity)
  const found = alive()
  for (const { pid } of found) signalGroup(pid, 'SIGTERM')
  const deadline = Date.now() + leftoverPatience
  while (alive().length > 0 && Date.now() < deadline) await delay(pollEvery)
  for (const { pid } of alive()) signalGroup(pid, 'SIGKILL')
  return found.map(({ name }) => name)
}
