import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { messageOf, Problem } from './problem.ts'

export interface Options {
  readonly port: number
  /** The address to listen on for others in the house; undefined: only this machine. */
  readonly host: string | undefined
  readonly https: boolean
  readonly dataDir: string
  readonly reset: boolean
  readonly verbose: boolean
  readonly help: boolean
}

export const help = `npm start -- [options]

  --port N         the port to open in the browser (default 8000)
  --host ADDRESS   let others in the house in: this machine's address, or 0.0.0.0 for all of its addresses
  --https          serve https with a self-made certificate: beyond localhost, browsers give camera and microphone only on https
  --data-dir DIR   where meetings, secrets and logs are kept (default .data in the repository)
  --reset          delete what the data folder holds, then start
  --verbose        show every log line
  --help           show this`

const settings = {
  port: { type: 'string', default: '8000' },
  host: { type: 'string' },
  https: { type: 'boolean', default: false },
  'data-dir': { type: 'string' },
  reset: { type: 'boolean', default: false },
  verbose: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: settings, strict: true }).values
  } catch (error) {
    // Node's own advice about positional arguments, after the first sentence, would lead astray.
    throw new Problem(`${messageOf(error).split('. ')[0]}. See npm start -- --help`)
  }
}

/**
 * @param folders where relative paths start, and where data is kept without `--data-dir`
 * @throws Problem for anything unknown or malformed
 */
export const readOptions = (args: readonly string[], folders: { readonly cwd: string; readonly dataDir: string }): Options => {
  const { 'data-dir': dataDir, port, host, ...switches } = parse(args)
  if (!/^\d{1,5}$/.test(port) || Number(port) < 1 || Number(port) > 65_535) {
    throw new Problem(`--port takes a number from 1 to 65535, not "${port}". See npm start -- --help`)
  }
  return { ...switches, port: Number(port), host, dataDir: dataDir ? resolve(folders.cwd, dataDir) : folders.dataDir }
}
