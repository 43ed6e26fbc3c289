import { CreateBody } from '@runde/contracts/rest'
import { expect, it } from 'vitest'
import { passcodeProblem } from './passcode.ts'

const rule = CreateBody.properties.passcode as unknown as { pattern: string; minLength: number; maxLength: number }

/** The gateway's own verdict. */
const accepted = (passcode: string) =>
  new RegExp(rule.pattern, 'u').test(passcode) && [...passcode].length >= rule.minLength && [...passcode].length <= rule.maxLength

it.each([
  ['1234', undefined],
  ['🙂🙂🙂🙂', undefined],
  ['zwei Wörter', undefined],
  ['a'.repeat(64), undefined],
  ['🙂'.repeat(64), undefined],
  ['', 'passcodeShort'],
  ['123', 'passcodeShort'],
  ['🙂🙂', 'passcodeShort'],
  ['a'.repeat(65), 'passcodeLong'],
  ['12\u000734', 'passcodeForbidden'],
  ['1234\u202e', 'passcodeForbidden'],
  ['\u200b'.repeat(4), 'passcodeForbidden'],
])('a passcode is judged as the gateway judges it: %j', (passcode, problem) => {
  expect(passcodeProblem(passcode)).toBe(problem)
  expect(accepted(passcode)).toBe(problem === undefined)
})
