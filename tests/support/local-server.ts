import { createWriteStream } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { provideServers } from '@runde/deploy/provide'
import { type Child, startChild } from './child.ts'
import type { ServerPlan } from './server-plans.ts'
import type { StartedProgram } from './servers.ts'

const lastLines = 20

/** Runs the program as a child process, with a temporary folder for its settings and data. */
export const startLocally = async (plan: ServerPlan): Promise<StartedProgram> => {
  const program = (await provideServers({ names: [plan.name] }))[plan.name]
  const folder = await mkdtemp(join(tmpdir(), `runde-${plan.name}-`))
  const file = join(folder, 'settings')
  await writeFile(file, plan.config(folder), { mode: 0o600 })
  // A file, since a long run of LiveKit says more than belongs into memory.
  const told = join(folder, 'output')
  const output = createWriteStream(told)
  const lines: string[] = []
  const onLine = (line: string) => {
    output.write(`${line}\n`)
    lines.push(line)
    if (lines.length > lastLines) lines.shift()
  }
  const run = () => startChild({ command: program, args: plan.args(file), env: { PATH: process.env.PATH ?? '' }, onLine })
  let child: Child = run()
  return {
    start: async () => {
      child = run()
    },
    pid: () => child.pid,
    stop: () => child.end('SIGKILL'),
    failure: () => {
      const how = child.ended()
      return how && `${plan.name} ended (${how}): ${lines.join('\n')}`
    },
    output: async () => {
      await new Promise<void>((written) => output.write('', () => written()))
      return readFile(told, 'utf8')
    },
    [Symbol.asyncDispose]: async () => {
      await child.end('SIGKILL')
      await new Promise<void>((ended) => output.end(ended))
      await rm(folder, { recursive: true, force: true })
    },
  }
}
