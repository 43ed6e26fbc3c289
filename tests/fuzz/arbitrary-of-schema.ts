import fc from 'fast-check'
import type { Schema } from './api-document.ts'

const text = ({ pattern, format, minLength = 0, maxLength = 300 }: Schema): fc.Arbitrary<string> => {
  if (format === 'date-time') return fc.date({ noInvalidDate: true }).map((date) => date.toISOString())
  const any = fc.string({ unit: 'grapheme', minLength, maxLength })
  if (pattern === undefined) return any
  // What people type is checked by a pattern that few random texts break; the others are left to the service to refuse.
  const known = new RegExp(pattern, 'u')
  return fc.oneof(
    any.map((value) => (known.test(value) ? value : 'Mira Okonkwo')),
    fc.constantFrom('Mira', '🙂', 'ß'.repeat(Math.max(1, Math.min(maxLength, 40)))),
  )
}

const object = ({ properties = {}, required = [] }: Schema): fc.Arbitrary<Record<string, unknown>> =>
  fc.record(Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, arbitraryOf(schema)])), {
    requiredKeys: [...required],
  })

/** Values that the schema allows. @throws for a schema that this cannot read, so that no operation is left out silently */
export const arbitraryOf = (schema: Schema): fc.Arbitrary<unknown> => {
  if (schema.const !== undefined) return fc.constant(schema.const)
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map(arbitraryOf))
  const { type } = schema
  if (Array.isArray(type)) return fc.oneof(...type.map((one: string) => arbitraryOf({ ...schema, type: one })))
  switch (type) {
    case 'object':
      return object(schema)
    case 'string':
      return text(schema)
    case 'integer':
      return fc.integer({ min: schema.minimum ?? -1_000_000, max: schema.maximum ?? 1_000_000 })
    case 'null':
      return fc.constant(null)
    case 'boolean':
      return fc.boolean()
    default:
      throw new Error(`the fuzzer cannot make values of ${JSON.stringify(schema)}: teach it in arbitrary-of-schema.ts`)
  }
}
