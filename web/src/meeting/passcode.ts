import { nameProblem } from '../prejoin/display-name.ts'

/** In characters; the contract's, which a test holds them to. */
const least = 4
const most = 64

/** What is wrong with a new passcode, as the name of its text. */
export type PasscodeProblem = 'passcodeShort' | 'passcodeLong' | 'passcodeForbidden'

export const passcodeProblem = (passcode: string): PasscodeProblem | undefined => {
  if ([...passcode].length < least) return 'passcodeShort'
  const problem = nameProblem(passcode, most)
  return problem && (problem === 'long' ? 'passcodeLong' : 'passcodeForbidden')
}
