import { spawn } from 'node:child_process'
import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { errorCode, Problem } from '../local/problem.ts'
import type { Streams } from './site.ts'

export interface ToolOptions extends Streams {
  readonly cwd?: string
  readonly env?: NodeJS.ProcessEnv
}

const keptErrors = 2_000

const feed = async (input: Readable | string, to: Writable) => {
  // A tool that fails does not read to the end; that it failed is said by its code.
  await pipeline(typeof input === 'string' ? Readable.from([input]) : input, to).catch(() => {})
}

/**
 * Runs a tool to its end, with streams of any length. Its arguments, which may name more than others should read, are in no message.
 * @throws Problem with the end of what it said on its error output
 */
export const runTool = async (command: string, args: readonly string[], { stdin = '', stdout, cwd, env }: ToolOptions = {}) => {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'], ...(cwd && { cwd }), env: env ?? process.env })
  const chunks: Buffer[] = []
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    errors = (errors + text).slice(-keptErrors)
  })
  const ended = new Promise<string | undefined>((resolve, reject) => {
    child.once('error', (cause) =>
      reject(new Problem(`${command} cannot be run (${errorCode(cause)}). Is it installed, and on PATH?`, { cause })),
    )
    child.once('close', (code, signal) => resolve(code === 0 ? undefined : (signal ?? `code ${code}`)))
  })
  const output = stdout ? pipeline(child.stdout, stdout) : void child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk))
  const [how] = await Promise.all([ended, output, feed(stdin, child.stdin)])
  if (how !== undefined) throw new Problem(`${command} failed (${how}): ${errors.trim() || 'it said nothing'}`)
  return Buffer.concat(chunks).toString('utf8')
}
