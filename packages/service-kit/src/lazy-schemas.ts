import { AjvCompiler } from '@fastify/ajv-compiler'
import { SerializerSelector } from '@fastify/fast-json-stringify-compiler'
import type { FastifyInstance, FastifyServerOptions } from 'fastify'

type Compilers = Required<NonNullable<NonNullable<FastifyServerOptions['schemaController']>['compilersFactory']>>
/** As Fastify calls it; the types of its compiler are those of Ajv's own methods. */
type BuildValidator = (schemas: never, options: never) => (route: never) => Validate

interface Validate {
  (data: unknown): unknown
  errors?: unknown
}

export interface LazySchemas {
  /**
   * For `schemaController` of Fastify's options. Names of headers have to be in small letters in every schema: Fastify makes
   * them small for its own compilers only.
   */
  readonly compilersFactory: Compilers
  /** A while after `app` began to listen, compiles what no request has needed yet. A schema that is wrong ends the process. */
  readonly compileAfterStart: (app: FastifyInstance) => void
}

/** Milliseconds from listening on: a start is over then. */
const afterListening = 2_000

/**
 * Compilers for Fastify that make a schema into code when a request first needs it: for all of a hundred that takes a quarter of
 * a start. They do it a moment after the start for the rest, one schema a turn of the event loop, so that few requests wait for
 * their own.
 */
export const lazySchemas = (): LazySchemas => {
  const uncompiled = new Set<() => unknown>()
  const once = <T>(compile: () => T): (() => T) => {
    let made: { readonly value: T } | undefined
    const get = () => {
      made ??= { value: compile() }
      uncompiled.delete(get)
      return made.value
    }
    uncompiled.add(get)
    return get
  }
  // One of each for all plugins of a server: they keep what they have built, an Ajv with its own schema above all.
  const validators = AjvCompiler() as BuildValidator
  const serializers = SerializerSelector()
  const buildValidator: BuildValidator = (schemas, options) => {
    const compiler = once(() => validators(schemas, options))
    return (route) => {
      const compiled = once(() => compiler()(route))
      // Fastify reads the errors from the function that it has called.
      const validate: Validate = (data) => {
        const result = compiled()(data)
        validate.errors = compiled().errors
        return result
      }
      return validate
    }
  }
  const buildSerializer: Compilers['buildSerializer'] = (schemas, options) => {
    const compiler = once(() => serializers(schemas, options))
    return (route) => {
      const compiled = once(() => compiler()(route))
      return (data) => compiled()(data)
    }
  }
  return {
    compilersFactory: { buildValidator: buildValidator as Compilers['buildValidator'], buildSerializer },
    compileAfterStart(app) {
      let next: NodeJS.Immediate | undefined
      const compileNext = () => {
        const [compile] = uncompiled
        if (!compile) return
        compile()
        next = setImmediate(compileNext)
      }
      let timer: NodeJS.Timeout | undefined
      app.addHook('onListen', async () => {
        timer = setTimeout(compileNext, afterListening)
      })
      app.addHook('onClose', async () => {
        clearTimeout(timer)
        clearImmediate(next)
      })
    },
  }
}
