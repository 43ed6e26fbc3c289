import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import {
  type ConfigError,
  integer,
  natsUrls,
  oneOf,
  optional,
  port,
  readConfig,
  type Settings,
  secret,
  strongSecret,
  text,
  url,
  withDefault,
} from './config.ts'

const problemsOf = (settings: Settings, environment: Record<string, string>) => {
  try {
    readConfig(settings, environment)
  } catch (error) {
    return (error as ConfigError).problems
  }
  throw new Error('the configuration was taken')
}

describe('reading', () => {
  test('each variable becomes a value of its type', () => {
    const settings = { PORT: port(8000), NAME: text('x'), LEVEL: oneOf(['info', 'debug'], 'info'), NATS: natsUrls }
    expect(readConfig(settings, { PORT: '8000', NAME: 'a b', LEVEL: 'debug', NATS: 'nats://t@a:4222,nats://b:4222' })).toEqual({
      PORT: 8000,
      NAME: 'a b',
      LEVEL: 'debug',
      NATS: 'nats://t@a:4222,nats://b:4222',
    })
  })

  test('a missing or empty variable takes its default, if it has one', () => {
    expect(readConfig({ PORT: withDefault(port(1), 8000), TLS: optional(text('x')) }, { PORT: '' })).toEqual({ PORT: 8000, TLS: undefined })
  })

  test('a trailing slash of a URL is dropped', () => {
    expect(readConfig({ FRONTEND_URL: url(['https'], 'https://a') }, { FRONTEND_URL: 'https://meet.example/' })).toEqual({
      FRONTEND_URL: 'https://meet.example',
    })
  })

  test('NAME_FILE names a file with the value', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'runde-')), 'secret')
    writeFileSync(file, `${'k'.repeat(40)}\n`)
    expect(readConfig({ KEY: strongSecret() }, { KEY_FILE: file })).toEqual({ KEY: 'k'.repeat(40) })
  })
})

describe('refusing', () => {
  test('every problem is listed at once, with the name and an example', () => {
    const problems = problemsOf({ PORT: port(8000), NATS_URL: url(['nats'], 'nats://127.0.0.1:4222') }, { PORT: '80abc' })
    expect(problems).toEqual([
      'PORT must be a whole number from 0 to 65535 (it is "80abc"); example: PORT=8000',
      'NATS_URL is missing; example: NATS_URL=nats://127.0.0.1:4222',
    ])
  })

  test.each(['80abc', '8e3', ' 80', '-1', '65536', '1.5', '0x50'])('%j is no port', (value) => {
    expect(problemsOf({ PORT: port(1) }, { PORT: value })).toHaveLength(1)
  })

  test.each(['meet.example', 'ftp://meet.example', '//x'])('%j is no web address', (value) => {
    expect(problemsOf({ U: url(['http', 'https'], 'https://a') }, { U: value })[0]).toContain('http:// or https://')
  })

  test('a weak secret is refused and never shown, in an address neither', () => {
    const problems = problemsOf(
      { KEY: strongSecret(), REDIS_URL: secret(url(['redis'], 'redis://127.0.0.1')) },
      { KEY: 'hunter2', REDIS_URL: 'http://:hunter2@host' },
    )
    expect(problems).toHaveLength(2)
    expect(problems.join()).not.toContain('hunter2')
  })

  test('a file that cannot be read is named by its variable', () => {
    expect(problemsOf({ KEY: strongSecret() }, { KEY_FILE: '/nowhere/key' })[0]).toContain('KEY_FILE names (ENOENT)')
  })

  test('a value given twice is refused', () => {
    expect(problemsOf({ N: integer(1, 2, 1) }, { N: '1', N_FILE: '/nowhere' })[0]).toContain('given twice')
  })
})
