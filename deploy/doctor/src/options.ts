import { parseArgs } from 'node:util'
import { allChecks } from './all-checks.ts'
import type { CheckName } from './check.ts'

export interface Options {
  readonly url: URL
  readonly json: boolean
  readonly insecure: boolean
  /** A file of PEM certificates. */
  readonly ca: string | undefined
  readonly skip: ReadonlySet<CheckName>
}

/** Wrong usage, in one sentence. */
export class UsageError extends Error {}

const names = allChecks.map(({ name }) => name)
/** Others can be left out; these are what they stand on. */
const skippable = names.filter((name) => !allChecks.some(({ needs }) => needs.includes(name)))

export const help = `npm run doctor -- --url https://meet.example.org [options]

  --url URL      the address at which people open Runde
  --json         one JSON document for programs instead of the table
  --skip NAME    leave a check out, for what this installation does not have; can be given more than once:
                 ${skippable.join(', ')}
  --ca FILE      trust this authority too (PEM)
  --insecure     look at certificates, but go on whatever is wrong with them
  --help         show this

Exit code: 0 everything that is needed works (there may be warnings), 1 something failed, 2 wrong usage.`

const settings = {
  url: { type: 'string' },
  json: { type: 'boolean', default: false },
  skip: { type: 'string', multiple: true, default: [] as string[] },
  ca: { type: 'string' },
  insecure: { type: 'boolean', default: false },
  help: { type: 'boolean', short: 'h', default: false },
} as const

const parse = (args: readonly string[]) => {
  try {
    return parseArgs({ args: [...args], options: settings, strict: true }).values
  } catch (error) {
    // Node's own advice about positional arguments, after the first sentence, would lead astray.
    throw new UsageError(`${error instanceof Error ? error.message.split('. ')[0] : String(error)}.`)
  }
}

const readUrl = (text: string | undefined): URL => {
  if (text === undefined)
    throw new UsageError('--url is missing: the address at which people open Runde, such as https://meet.example.org.')
  const url = URL.parse(text)
  if (!url || !/^https?:$/.test(url.protocol))
    throw new UsageError(`--url takes an address that begins with https:// or http://, not "${text}".`)
  return new URL(url.origin)
}

/** @returns undefined when help is wanted. @throws UsageError for anything unknown or malformed */
export const readOptions = (args: readonly string[]): Options | undefined => {
  const { url, json, skip, ca, insecure, help: wantsHelp } = parse(args)
  if (wantsHelp) return undefined
  const unknown = skip.filter((name) => !(skippable as readonly string[]).includes(name))
  if (unknown.length > 0) throw new UsageError(`--skip takes ${skippable.join(', ')}, not "${unknown[0]}".`)
  return { url: readUrl(url), json, insecure, ca, skip: new Set(skip as CheckName[]) }
}
