import { type ConfigError, readConfig } from '@runde/service-kit/config'
import { describe, expect, test } from 'vitest'
import { limitSetting } from './limit-setting.ts'
import { proxySetting } from './proxy-setting.ts'

const settings = { LIMIT_JOINS: limitSetting('address 120/min, network 600/min'), TRUSTED_PROXIES: proxySetting }
const read = (environment: Record<string, string>) => readConfig(settings, environment)
const problemsOf = (environment: Record<string, string>) => {
  try {
    read(environment)
  } catch (error) {
    return (error as ConfigError).problems
  }
  throw new Error('the configuration was taken')
}

describe('a limit', () => {
  test('is the usual one where nothing is said', () => {
    expect(read({}).LIMIT_JOINS).toEqual([
      { scope: 'address', most: 120, window: 60_000 },
      { scope: 'network', most: 600, window: 60_000 },
    ])
  })

  test('may have several windows, and leave somebody out', () => {
    expect(read({ LIMIT_JOINS: ' address 5/s,address  300/h ,all 1000/min' }).LIMIT_JOINS).toEqual([
      { scope: 'address', most: 5, window: 1_000 },
      { scope: 'address', most: 300, window: 3_600_000 },
      { scope: 'all', most: 1_000, window: 60_000 },
    ])
  })

  test.each(['off', '0'])('is turned off by %j', (text) => expect(read({ LIMIT_JOINS: text }).LIMIT_JOINS).toEqual([]))

  test.each([
    '10',
    '10/min',
    'address 0/min',
    'address -1/min',
    'address 10/day',
    'address 1.5/s',
    'house 10/min',
    'address 10/min,',
    'OFF',
  ])('is not %j', (text) => {
    expect(problemsOf({ LIMIT_JOINS: text })).toEqual([
      `LIMIT_JOINS must be off, or limits of address, network or all, in s, min or h, separated by commas (it is "${text}"); example: LIMIT_JOINS=address 120/min, network 600/min`,
    ])
  })
})

describe('trusted proxies', () => {
  test('are none where nothing is said', () => expect(read({}).TRUSTED_PROXIES).toEqual([]))

  test('are addresses and networks', () => {
    const text = '127.0.0.1, 10.0.0.0/8,::1/128, fd00::/8'
    expect(read({ TRUSTED_PROXIES: text }).TRUSTED_PROXIES).toEqual(['127.0.0.1', '10.0.0.0/8', '::1/128', 'fd00::/8'])
  })

  test.each([
    '0.0.0.0/0',
    '::/0',
    '10.0.0.0/33',
    'fd00::/129',
    '10.0.0/8',
    '10.0.0.0/8/8',
    'loopback',
    '*',
    'true',
    '1',
    'fe80::1%eth0',
    '10.0.0.0/a',
  ])('are not %j', (text) => expect(problemsOf({ TRUSTED_PROXIES: `10.0.0.1,${text}` })[0]).toContain(`"${text}" is none`))
})
