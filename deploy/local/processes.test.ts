import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { processIdentity } from './lock.mjs'
import { endLeftovers, openProcessRecord } from './process-record.ts'
import { type ProcessSpec, type SuperviseDeps, supervise } from './processes.ts'
import { keptProgress, type TestFolder, testFolder } from './test-folder.ts'

const generous = { timeout: 20_000, interval: 20 }
const quick = { first: 20, longest: 80, healthyAfter: 60_000 }

const spec = (command: string, patience = 2_000): ProcessSpec => ({ name: 'ring', command, args: [], env: process.env, patience })
const deps = (folder: TestFolder, more: Omit<Partial<SuperviseDeps>, 'progress'> = {}) => ({
  logDir: folder.path,
  progress: keptProgress(),
  pauses: quick,
  ...more,
})
const isAlive = (pid: number | undefined) => pid !== undefined && processIdentity(pid) !== undefined

describe('a supervised process', () => {
  test('is started again when it is killed, and the line says so', async () => {
    await using folder = await testFolder()
    const settings = deps(folder)
    await using ring = supervise(spec(await folder.program('ring', 'exec sleep 1000')), settings)
    const first = ring.pid()
    process.kill(first ?? 0, 'SIGKILL')
    await vi.waitFor(() => expect(ring.pid()).not.toBe(first), generous)
    expect(isAlive(ring.pid())).toBe(true)
    expect(settings.progress.lines).toEqual([expect.stringContaining('ring ended (SIGKILL). Starting it again in 0.02 s')])
  })

  test('is given growing pauses and its last error is shown', async () => {
    await using folder = await testFolder()
    const settings = deps(folder)
    const program = await folder.program(
      'ring',
      `echo '{"level":"error","message":"no bell","err":{"message":"lost"}}'; echo '{"level":"info","message":"bye"}'; exit 3`,
    )
    await using _ring = supervise(spec(program), settings)
    await vi.waitFor(() => expect(settings.progress.lines.length).toBeGreaterThanOrEqual(4), generous)
    expect(settings.progress.lines.slice(0, 4).map((line) => /in ([\d.]+) s/.exec(line)?.[1])).toEqual(['0.02', '0.04', '0.08', '0.08'])
    expect(settings.progress.lines[0]).toContain('ring ended (code 3): no bell: lost.')
  })

  test('that cannot be run does not end the launcher', async () => {
    await using folder = await testFolder()
    const settings = deps(folder)
    await using ring = supervise(spec(join(folder.path, 'nothing')), settings)
    await vi.waitFor(() => expect(ring.failure() ?? settings.progress.lines[0]).toContain('ENOENT'), generous)
  })

  test('may finish what it does, and stays ended', async () => {
    await using folder = await testFolder()
    const settings = deps(folder)
    const done = join(folder.path, 'done')
    const program = await folder.program('ring', `trap 'sleep 0.2; touch ${done}; exit 0' TERM; echo up; while :; do sleep 0.05; done`)
    const ring = supervise(spec(program), settings)
    await vi.waitFor(async () => expect(await readFile(join(folder.path, 'ring.log'), 'utf8')).toContain('up'), generous)
    await ring[Symbol.asyncDispose]()
    expect(existsSync(done)).toBe(true)
    expect(isAlive(ring.pid())).toBe(false)
    expect(settings.progress.lines).toEqual([])
  })

  test('that does not listen is forced to end', async () => {
    await using folder = await testFolder()
    const program = await folder.program('ring', `trap 'n=x$n; [ $n = xx ] && exit 0' TERM; echo up; while :; do sleep 0.05; done`)
    const ring = supervise(spec(program, 100), deps(folder))
    await vi.waitFor(async () => expect(await readFile(join(folder.path, 'ring.log'), 'utf8')).toContain('up'), generous)
    await ring[Symbol.asyncDispose]()
    expect(isAlive(ring.pid())).toBe(false)
  })

  test('shows its log when asked to', async () => {
    await using folder = await testFolder()
    const settings = deps(folder, { verbose: true })
    await using _ring = supervise(spec(await folder.program('ring', 'echo ding; exec sleep 1000')), settings)
    await vi.waitFor(() => expect(settings.progress.lines).toContain('[ring] ding'), generous)
    expect(await readFile(join(folder.path, 'ring.log'), 'utf8')).toBe('ding\n')
  })
})

describe('what a killed launcher left running', () => {
  test('is ended by the guard', async () => {
    await using folder = await testFolder()
    const record = openProcessRecord(join(folder.path, 'processes'))
    const ring = supervise(
      spec(await folder.program('ring', 'exec sleep 1000')),
      deps(folder, { record: { add: record.add, remove: () => undefined }, pauses: { ...quick, first: 60_000 } }),
    )
    const pid = ring.pid()
    await record[Symbol.asyncDispose]() // What the guard sees of a launcher that is gone: its end of the pipe.
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), generous)
    await ring[Symbol.asyncDispose]()
  })

  test('is ended by the next start, and nothing foreign is', async () => {
    await using folder = await testFolder()
    const path = join(folder.path, 'processes')
    const entries: string[] = []
    const add = (name: string, pid: number) => entries.push(`${pid}\t${processIdentity(pid)}\t${name}\n`)
    const ring = supervise(
      spec(await folder.program('ring', 'exec sleep 1000')),
      deps(folder, { record: { add, remove: () => undefined }, pauses: { ...quick, first: 60_000 } }),
    )
    await writeFile(path, `${entries.join('')}${process.pid}\tanother life\tvitest\n`)
    expect(await endLeftovers(path)).toEqual(['ring'])
    expect(isAlive(ring.pid())).toBe(false)
    await ring[Symbol.asyncDispose]()
  })
})
