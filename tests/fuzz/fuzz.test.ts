import fc from 'fast-check'
import { Compile } from 'typebox/compile'
import { describe, expect, test } from 'vitest'
import { type ApiOperation, operationsOf, type Schema } from './api-document.ts'
import { arbitraryOf } from './arbitrary-of-schema.ts'
import { violationsOf } from './check-answer.ts'

const schema: Schema = {
  type: 'object',
  properties: { n: { type: 'integer', minimum: 3, maximum: 5 } },
  required: ['n'],
  additionalProperties: false,
}
const operation: ApiOperation = {
  ...{ name: 'POST /things', method: 'POST', path: '/things', body: schema },
  answers: { 200: { 'application/json': schema }, 409: { 'application/problem+json': {} } },
}
const refusal = (status: number, code: string, title = 'Do this.') => ({
  status,
  contentType: 'application/problem+json; charset=utf-8',
  body: JSON.stringify({ status, code, title }),
})

test('what it makes of a schema fits the schema', () => {
  const fits = Compile(schema)
  fc.assert(fc.property(arbitraryOf(schema), (value) => fits.Check(value)))
})

test('a schema that it cannot read is no operation left out', () => {
  expect(() => arbitraryOf({ type: 'matrix' })).toThrow(/teach it/)
})

test('reads every operation of a document', () => {
  const paths = { '/things': { post: { requestBody: { content: { 'application/json': { schema } } }, responses: { 200: {} } }, get: {} } }
  expect(operationsOf({ paths }).map(({ name, body }) => [name, body])).toEqual([
    ['POST /things', schema],
    ['GET /things', undefined],
  ])
})

describe('an answer', () => {
  test.each([
    ['as the document says', { status: 200, contentType: 'application/json', body: '{"n":4}' }],
    ['a documented refusal', refusal(409, 'meeting_full')],
    ['an address of nothing', refusal(404, 'not_found')],
  ])('is right: %s', (_, answer) => {
    expect(violationsOf(operation, answer)).toEqual([])
  })

  test.each([
    ['a failure', { status: 500, contentType: 'application/problem+json', body: '{}' }],
    ['a part that is away', refusal(503, 'unavailable')],
    ['another body', { status: 200, contentType: 'application/json', body: '{"n":9}' }],
    ['another type', { status: 200, contentType: 'text/html', body: '<p>' }],
    ['no JSON', { status: 200, contentType: 'application/json', body: '{' }],
    ['a status without a word', refusal(418, 'meeting_full')],
    ['a code of nobody', refusal(409, 'teapot')],
    ['a refusal without a sentence', refusal(409, 'meeting_full', '')],
    ['a refusal that is no problem', { status: 409, contentType: 'application/json', body: '{"n":4}' }],
  ])('is wrong: %s', (_, answer) => {
    expect(violationsOf(operation, answer)).toHaveLength(1)
  })
})
