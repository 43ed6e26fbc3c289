export type NameProblem = 'empty' | 'long' | 'forbidden'

/** Of the name of a person, in characters. */
const usualLimit = 64

export const meetingNameLimit = 200

/** The same rule as the gateway's, which imports what a browser does not need; a test holds them together. */
const forbidden = /[\p{Cc}\u2028\u2029\u061c\u202a-\u202e\u2066-\u2069]/u
const visible = /[\p{L}\p{N}\p{S}\p{P}]/u

/** As it is sent: without spaces around it. */
export const tidyName = (typed: string): string => typed.trim()

export const nameProblem = (name: string, limit = usualLimit): NameProblem | undefined => {
  if (forbidden.test(name)) return 'forbidden'
  if (!visible.test(name)) return 'empty'
  return [...name].length > limit ? 'long' : undefined
}
