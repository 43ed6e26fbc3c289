import { JoinBody, SettingsBody } from '@runde/contracts/rest'
import { describe, expect, test } from 'vitest'
import { meetingNameLimit, nameProblem, tidyName } from './display-name.ts'

const rule = JoinBody.properties.display_name as unknown as { pattern: string; maxLength: number }

/** The gateway's own verdict. */
const accepted = (name: string) => new RegExp(rule.pattern, 'u').test(name) && [...name].length <= rule.maxLength && name !== ''

describe('a name is judged as the gateway judges it', () => {
  test.each([
    ['Nele Ahrens', undefined],
    ['李', undefined],
    ['🙂', undefined],
    ['a'.repeat(64), undefined],
    ['🙂'.repeat(64), undefined],
    ['a'.repeat(65), 'long'],
    ['', 'empty'],
    ['\u200b\u200b', 'empty'],
    ['Ne\u0007le', 'forbidden'],
    ['Nele\u202e', 'forbidden'],
    ['Ne\nle', 'forbidden'],
  ])('%j', (name, problem) => {
    expect(nameProblem(name)).toBe(problem)
    expect(accepted(name)).toBe(problem === undefined)
  })
})

test('the name of a meeting keeps the same rule, with more room', () => {
  const room = (SettingsBody.properties.name as unknown as { maxLength: number }).maxLength
  expect(nameProblem('a'.repeat(room), meetingNameLimit)).toBeUndefined()
  expect(nameProblem('a'.repeat(room + 1), meetingNameLimit)).toBe('long')
})

test('spaces around a name do not count', () => {
  expect(tidyName('  Nele ')).toBe('Nele')
  expect(nameProblem(tidyName('   '))).toBe('empty')
})
