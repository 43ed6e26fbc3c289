import { closeSync, fstatSync, ftruncateSync, openSync, readSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { errorCode } from './problem.ts'

const maxBytes = 67_108_864
const checkEvery = 60_000
const tailBytes = 16_384

export interface LogFile extends Disposable {
  readonly path: string
  readonly descriptor: number
  /** Forgets what is written so far: the words of an earlier run explain nothing about this one. */
  readonly mark: () => void
  /** The last line since the mark that tells of an error. */
  readonly lastError: () => string | undefined
}

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

interface Line {
  readonly text: string
  readonly isError: boolean
}

/** Understands the JSON lines of our services and of LiveKit; any other line is taken as it is. */
const readLine = (line: string): Line => {
  let entry: unknown
  try {
    entry = JSON.parse(line)
  } catch {
    return { text: line.trim(), isError: /\b(error|fatal|panic)\b|\[(ERR|FTL)\]/i.test(line) }
  }
  if (!isRecord(entry)) return { text: line, isError: false }
  const cause = isRecord(entry.err) ? entry.err.message : entry.error
  const text = [entry.message ?? entry.msg, cause].filter((part) => typeof part === 'string').join(': ')
  return { text: text || line, isError: entry.level === 'error' || entry.level === 'fatal' }
}

export const lastErrorIn = (log: string): string | undefined =>
  log
    .split('\n')
    .filter((line) => line.trim())
    .map(readLine)
    .findLast(({ isError }) => isError)
    ?.text.slice(0, 300)

/** A fresh log; the one of the start before is kept beside it, and none grows without bound. */
export const openLogFile = (folder: string, name: string): LogFile => {
  const path = join(folder, `${name}.log`)
  try {
    renameSync(path, `${path}.1`)
  } catch (error) {
    if (errorCode(error) !== 'ENOENT') throw error
  }
  const descriptor = openSync(path, 'a+', 0o600)
  const watch = setInterval(() => {
    if (fstatSync(descriptor).size > maxBytes) ftruncateSync(descriptor)
  }, checkEvery).unref()
  let from = 0
  return {
    path,
    descriptor,
    mark: () => {
      from = fstatSync(descriptor).size
    },
    lastError: () => {
      const { size } = fstatSync(descriptor)
      const tail = Buffer.alloc(Math.max(0, Math.min(size - from, tailBytes)))
      readSync(descriptor, tail, 0, tail.length, size - tail.length)
      return lastErrorIn(tail.toString('utf8'))
    },
    [Symbol.dispose]: () => {
      clearInterval(watch)
      closeSync(descriptor)
    },
  }
}
