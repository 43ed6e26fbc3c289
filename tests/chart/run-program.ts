import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'

const root = fileURLToPath(new URL('../..', import.meta.url))

export interface ProgramEnd {
  readonly ok: boolean
  readonly stdout: string
  readonly stderr: string
}

/** Runs a program over a text, whatever its end. @throws where it cannot be run at all */
export const runProgram = async (program: string, args: readonly string[], input = ''): Promise<ProgramEnd> => {
  const child = spawn(program, args, { cwd: root })
  const ended = new Promise<number | null>((resolve, reject) => child.once('error', reject).once('close', resolve))
  // One that ends before it has read everything says why on its outputs.
  child.stdin.on('error', () => {}).end(input)
  const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
  return { ok: code === 0, stdout, stderr }
}
