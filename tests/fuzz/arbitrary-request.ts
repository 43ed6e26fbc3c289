import fc from 'fast-check'
import type { ApiOperation } from './api-document.ts'
import { arbitraryOf } from './arbitrary-of-schema.ts'

/** What there is to ask about. */
export interface Known {
  readonly meetingIds: readonly string[]
  readonly participantIds: readonly string[]
  /** Host keys and sessions. */
  readonly credentials: readonly string[]
}

export interface FuzzedRequest {
  readonly operation: string
  readonly method: string
  /** Encoded. */
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}

const hostile = [
  '__proto__',
  'constructor',
  '..',
  '%00',
  '<script>',
  "'; DROP TABLE",
  '{{7*7}}',
  '\u202e',
  '\u0000',
  '💥',
  'null',
  '-1',
  '',
]

const id = (known: readonly string[]): fc.Arbitrary<string> =>
  fc.oneof(
    { arbitrary: fc.constantFrom(...known), weight: 6 },
    { arbitrary: fc.constantFrom(...known).map((one) => one.toUpperCase()), weight: 1 },
    { arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 40 }), weight: 1 },
    { arbitrary: fc.constantFrom(...hostile.filter(Boolean)), weight: 1 },
  )

/** Header values as HTTP allows them: visible Latin-1. */
const headerText = fc.string({
  unit: fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code)),
  minLength: 1,
  maxLength: 300,
})

const authorization = ({ credentials }: Known): fc.Arbitrary<string | undefined> =>
  fc.oneof(
    { arbitrary: fc.constantFrom(...credentials).map((one) => `Bearer ${one}`), weight: 4 },
    { arbitrary: fc.constant(undefined), weight: 2 },
    { arbitrary: headerText.map((one) => `Bearer ${one}`), weight: 1 },
    { arbitrary: headerText, weight: 1 },
  )

/** One property is taken away, put in, or becomes something else. */
const mutated = (value: fc.Arbitrary<unknown>): fc.Arbitrary<unknown> =>
  fc
    .tuple(
      value,
      fc.constantFrom('drop', 'add', 'replace'),
      fc.nat({ max: 20 }),
      fc.oneof(fc.string(), fc.constantFrom(...hostile)),
      fc.jsonValue(),
    )
    .map(([base, how, at, name, other]) => {
      const entries = Object.entries((base ?? {}) as Record<string, unknown>)
      if (how === 'add') return Object.fromEntries([...entries, [name, other]])
      const place = entries.length === 0 ? -1 : at % entries.length
      if (how === 'drop') return Object.fromEntries(entries.filter((_, index) => index !== place))
      return Object.fromEntries(entries.map(([key, old], index) => [key, index === place ? other : old]))
    })

const broken = fc.oneof(
  fc.constantFrom('', '{', '{"a":', 'null', '[]', '"', '{"__proto__":{"x":1}}', '{"constructor":{"prototype":{"x":1}}}', '\ufeff{}'),
  fc.nat({ max: 3_000 }).map((depth) => '['.repeat(depth) + ']'.repeat(depth)),
  fc.integer({ min: 1, max: 40_000 }).map((length) => JSON.stringify({ name: 'x'.repeat(length) })),
  fc.string({ unit: 'binary', maxLength: 200 }),
)

const bodyOf = ({ method, body }: ApiOperation): fc.Arbitrary<string | undefined> => {
  if (method === 'GET' || method === 'HEAD') return fc.constant(undefined)
  const valid = body ? arbitraryOf(body) : fc.constant({})
  return fc.oneof(
    { arbitrary: valid.map((value) => JSON.stringify(value)), weight: 5 },
    { arbitrary: mutated(valid).map((value) => JSON.stringify(value)), weight: 3 },
    { arbitrary: fc.jsonValue().map((value) => JSON.stringify(value)), weight: 1 },
    { arbitrary: broken, weight: 1 },
    { arbitrary: fc.constant(undefined), weight: 1 },
  )
}

const contentType = fc.oneof(
  { arbitrary: fc.constant('application/json'), weight: 12 },
  {
    arbitrary: fc.constantFrom('application/json; charset=latin1', 'text/plain', 'application/x-www-form-urlencoded', 'nonsense', 'a/b; c'),
    weight: 1,
  },
)

/** Requests of one operation: right, nearly right, and wrong in every way that HTTP lets somebody be. */
export const arbitraryRequest = (operation: ApiOperation, known: Known): fc.Arbitrary<FuzzedRequest> =>
  fc
    .record({
      meetingId: id(known.meetingIds),
      participantId: id(known.participantIds),
      authorization: authorization(known),
      key: fc.option(headerText, { freq: 5, nil: undefined }),
      contentType,
      body: bodyOf(operation),
      query: fc.option(fc.webQueryParameters(), { freq: 8, nil: undefined }),
    })
    .map(({ meetingId, participantId, authorization: sent, key, contentType: type, body, query }) => ({
      operation: operation.name,
      method: operation.method,
      path:
        operation.path.replace('{id}', encodeURIComponent(meetingId)).replace('{pid}', encodeURIComponent(participantId)) +
        (query === undefined ? '' : `?${query}`),
      headers: {
        ...(sent !== undefined && { authorization: sent }),
        ...(key !== undefined && { 'idempotency-key': key }),
        ...(body !== undefined && { 'content-type': type }),
      },
      ...(body !== undefined && { body }),
    }))
