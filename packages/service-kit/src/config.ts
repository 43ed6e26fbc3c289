import { readFileSync } from 'node:fs'

/** How one environment variable is read. `parse` throws a clause that completes "NAME ...", such as "must be a port". */
export interface Setting<T> {
  readonly parse: (text: string) => T
  /** Shown when the variable is missing or wrong. */
  readonly example: string
  readonly fallback?: { readonly value: T }
  /** Its value never appears in a message. */
  readonly secret?: boolean
}

export type Settings = Readonly<Record<string, Setting<unknown>>>
export type Config<S extends Settings> = { readonly [Name in keyof S]: S[Name] extends Setting<infer T> ? T : never }
export type Environment = Readonly<Record<string, string | undefined>>

/** Everything wrong with the environment at once, a line each. */
export class ConfigError extends Error {
  readonly problems: readonly string[]

  constructor(problems: readonly string[]) {
    super(problems.join('\n'))
    this.name = 'ConfigError'
    this.problems = problems
  }
}

const refuse = (clause: string): never => {
  throw new Error(clause)
}

export const text = (example: string): Setting<string> => ({ parse: (value) => value, example })

/** Decimal digits only: "80abc", "8e3" and " 80" are refused. */
export const integer = (min: number, max: number, example: number): Setting<number> => ({
  example: String(example),
  parse: (value) => {
    const number = /^\d{1,15}$/.test(value) ? Number(value) : Number.NaN
    return number >= min && number <= max ? number : refuse(`must be a whole number from ${min} to ${max}`)
  },
})

export const port = (example: number): Setting<number> => integer(0, 65_535, example)

export const oneOf = <const T extends string>(values: readonly T[], example: T): Setting<T> => ({
  example,
  parse: (value) => values.find((known) => known === value) ?? refuse(`must be one of ${values.join(', ')}`),
})

/** An absolute URL of one of the schemes, without a trailing slash. */
export const url = (schemes: readonly string[], example: string): Setting<string> => ({
  example,
  parse: (value) => {
    const scheme = URL.canParse(value) ? new URL(value).protocol.slice(0, -1) : undefined
    return scheme && schemes.includes(scheme)
      ? value.replace(/\/+$/, '')
      : refuse(`must be a URL starting with ${schemes.join(':// or ')}://`)
  },
})

/** One or more NATS servers, separated by commas; the first carries the credentials. */
export const natsUrls: Setting<string> = {
  example: 'nats://token@127.0.0.1:4222',
  secret: true,
  parse: (value) => {
    for (const one of value.split(',')) {
      if (!URL.canParse(one) || new URL(one).protocol !== 'nats:' || !new URL(one).host)
        refuse('must be URLs starting with nats://, separated by commas')
    }
    return value
  },
}

/** Too short to resist guessing is as bad as missing. */
export const strongSecret = (minLength = 32): Setting<string> => ({
  example: 'the output of: openssl rand -hex 32',
  secret: true,
  parse: (value) => (value.length >= minLength ? value : refuse(`must have at least ${minLength} characters`)),
})

export const secret = <T>(setting: Setting<T>): Setting<T> => ({ ...setting, secret: true })
export const withDefault = <T>(setting: Setting<T>, value: NoInfer<T>): Setting<T> => ({ ...setting, fallback: { value } })
export const optional = <T>(setting: Setting<T>): Setting<T | undefined> => ({ ...setting, fallback: { value: undefined } })

/** `NAME_FILE` names a file that holds the value, so that secrets need not stand in the environment. */
const rawValue = (name: string, environment: Environment): string | undefined => {
  const file = environment[`${name}_FILE`]
  if (!file) return environment[name] || undefined
  if (environment[name]) refuse(`is given twice: keep either ${name} or ${name}_FILE`)
  try {
    return readFileSync(file, 'utf8').trim()
  } catch (error) {
    return refuse(`cannot be read from the file that ${name}_FILE names (${(error as NodeJS.ErrnoException).code})`)
  }
}

const readSetting = (name: string, setting: Setting<unknown>, environment: Environment): unknown => {
  const raw = rawValue(name, environment)
  if (raw !== undefined) return setting.parse(raw)
  if (setting.fallback) return setting.fallback.value
  return refuse('is missing')
}

/** @throws ConfigError that lists every problem, with the variable's name and an example, and no secret. */
export const readConfig = <S extends Settings>(settings: S, environment: Environment): Config<S> => {
  const values: Record<string, unknown> = {}
  const problems: string[] = []
  for (const [name, setting] of Object.entries(settings)) {
    try {
      values[name] = readSetting(name, setting, environment)
    } catch (error) {
      const shown = setting.secret || environment[name] === undefined ? '' : ` (it is "${environment[name]}")`
      problems.push(`${name} ${(error as Error).message}${shown}; example: ${name}=${setting.example}`)
    }
  }
  if (problems.length > 0) throw new ConfigError(problems)
  return values as Config<S>
}
