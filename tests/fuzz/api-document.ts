/** As much of JSON Schema as the API's document uses. */
export interface Schema {
  readonly type?: string | readonly string[]
  readonly const?: unknown
  readonly anyOf?: readonly Schema[]
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean | Schema
  readonly patternProperties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly pattern?: string
  readonly format?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
}

interface Media {
  readonly content?: Readonly<Record<string, { readonly schema?: Schema }>>
}

interface DocumentedOperation {
  readonly requestBody?: Media
  readonly responses?: Readonly<Record<string, Media>>
}

export interface ApiDocument {
  readonly paths: Readonly<Record<string, Readonly<Record<string, DocumentedOperation>>>>
}

/** One operation of the API, as its own document tells of it. */
export interface ApiOperation {
  readonly name: string
  readonly method: string
  /** With `{id}` and `{pid}`. */
  readonly path: string
  readonly body?: Schema
  /** Of each documented status, the schemas by content type. */
  readonly answers: Readonly<Record<string, Readonly<Record<string, Schema>>>>
}

const schemasOf = ({ content = {} }: Media): Record<string, Schema> =>
  Object.fromEntries(Object.entries(content).flatMap(([type, { schema }]) => (schema ? [[type, schema]] : [])))

export const operationsOf = ({ paths }: ApiDocument): ApiOperation[] =>
  Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, { requestBody, responses = {} }]) => {
      const body = requestBody?.content?.['application/json']?.schema
      return {
        name: `${method.toUpperCase()} ${path}`,
        method: method.toUpperCase(),
        path,
        ...(body && { body }),
        answers: Object.fromEntries(Object.entries(responses).map(([status, media]) => [status, schemasOf(media)])),
      }
    }),
  )
