import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Child, startChild } from './child.ts'
import type { ServerPlan } from './server-plans.ts'
import type { Server } from './servers.ts'

const lastLines = 20

/** Runs the program as a child process with a temporary folder for its data. */
export const startLocally = async (plan: ServerPlan): Promise<Server> => {
  const data = await mkdtemp(join(tmpdir(), `runde-${plan.name}-`))
  const lines: string[] = []
  let child: Child | undefined
  const run = async () => {
    child = startChild({
      command: plan.name,
      args: plan.args(data),
      env: { PATH: process.env.PATH ?? '', ...plan.env },
      onLine: (line) => {
        lines.push(line)
        if (lines.length > lastLines) lines.shift()
      },
    })
  }
  await run()
  const stop = async () => child?.end('SIGKILL')
  return {
    start: run,
    stop,
    [Symbol.asyncDispose]: async () => {
      await stop()
      await rm(data, { recursive: true, force: true })
    },
  }
}
