import { type ErrorCode, errors } from '@runde/contracts/errors'
import { Problem } from '@runde/contracts/rest'

/** The refusals of a route, for its schema. Of two codes with one status the first describes it. */
export const problems = (...codes: ErrorCode[]) =>
  Object.fromEntries(
    codes
      .toReversed()
      .map((code) => [
        errors[code].status,
        { description: errors[code].title, content: { 'application/problem+json': { schema: Problem } } },
      ]),
  )
