import { isErrorCode } from '@runde/contracts/errors'
import { Compile } from 'typebox/compile'
import type { ApiOperation, Schema } from './api-document.ts'

export interface FuzzedAnswer {
  readonly status: number
  readonly contentType: string
  readonly body: string
}

/** What any request may come to, whatever the operation: an address of nothing, and a body of the wrong kind. */
const always = new Set([400, 404, 413, 415])

const compiled = new WeakMap<Schema, { Check(value: unknown): boolean }>()
const fits = (schema: Schema, value: unknown): boolean => {
  const known = compiled.get(schema) ?? Compile(schema)
  compiled.set(schema, known)
  return known.Check(value)
}

const problemsOfRefusal = ({ status, body }: FuzzedAnswer): string[] => {
  const problem = JSON.parse(body) as { code?: unknown; status?: unknown; title?: unknown }
  const wrong: string[] = []
  if (typeof problem.code !== 'string' || !isErrorCode(problem.code)) wrong.push(`the code ${String(problem.code)} is none of ours`)
  if (problem.status !== status) wrong.push(`says status ${String(problem.status)}`)
  if (typeof problem.title !== 'string' || problem.title === '') wrong.push('says nothing to a person')
  return wrong
}

/** What is wrong with an answer; nothing when the service kept its word. */
export const violationsOf = (operation: ApiOperation, answer: FuzzedAnswer): string[] => {
  const { status, contentType, body } = answer
  if (status >= 500) return [`answered ${status}: ${body.slice(0, 500)}`]
  const documented = operation.answers[status]
  if (!documented && !always.has(status)) return [`answered ${status}, which its document does not name`]
  const type = contentType.split(';')[0] ?? ''
  // Events go on for ever and are not read here.
  if (type === 'text/event-stream') return []
  try {
    if (status >= 400) return type === 'application/problem+json' ? problemsOfRefusal(answer) : [`a refusal of type ${type}`]
    const schema = documented?.[type]
    if (!schema) return [`answered with ${type}, which its document does not name`]
    return fits(schema, JSON.parse(body)) ? [] : [`the answer breaks its own schema: ${body.slice(0, 500)}`]
  } catch (error) {
    return [`the body cannot be read: ${(error as Error).message}`]
  }
}
