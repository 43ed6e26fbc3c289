import { Type } from 'typebox'

/** What a person may not type: control characters, line separators, and the invisible marks that turn text round. */
const forbidden = '\\p{Cc}\\u2028\\u2029\\u061c\\u202a-\\u202e\\u2066-\\u2069'

/** Text that a person typed: at least one visible character, nothing that breaks out of its line. Lengths count code points. */
export const PersonText = (maxLength: number, description: string, minLength = 0) =>
  Type.String({
    ...(minLength > 0 && { minLength }),
    maxLength,
    pattern: `^(?=.*[\\p{L}\\p{N}\\p{S}\\p{P}])[^${forbidden}]*$`,
    description,
    'x-refusal': 'must contain a visible character and no control or text direction characters',
  })

/** The same, in as many lines as they like. */
export const PersonLines = (maxLength: number, description: string) =>
  Type.String({
    maxLength,
    pattern: `^(?=[\\s\\S]*[\\p{L}\\p{N}\\p{S}\\p{P}])(?:[^${forbidden}]|\\n)*$`,
    description,
    'x-refusal': 'must contain a visible character and no control characters but line feeds, and no text direction characters',
  })
