import { readdirSync, readFileSync } from 'node:fs'
import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import type { KubernetesObject } from '../kubernetes-object.ts'

const folder = new URL('./kubernetes/', import.meta.url)

/** Minor versions whose API is known here; write-schemas.ts adds one. */
export const kubernetesVersions = readdirSync(folder)
  .filter((file) => file.endsWith('.json'))
  .map((file) => file.slice(0, -'.json'.length))

interface Api {
  /** By `apiVersion/kind`. */
  readonly kinds: Readonly<Record<string, string>>
  readonly definitions: Readonly<Record<string, object>>
}

export interface Check {
  readonly knows: (object: KubernetesObject) => boolean
  /** What an API server of the version would refuse; a field that it does not know too. */
  readonly problemsOf: (object: KubernetesObject) => readonly string[]
}

const explain = ({ instancePath, message, params }: ErrorObject) =>
  `${instancePath || '/'} ${message}${'additionalProperty' in params ? `: ${params.additionalProperty}` : ''}`

export const checkFor = (version: string): Check => {
  const { kinds, definitions }: Api = JSON.parse(readFileSync(new URL(`${version}.json`, folder), 'utf8'))
  const ajv = new Ajv({ allErrors: true, strict: false, validateFormats: false })
  ajv.addSchema({ $id: 'kubernetes', definitions })
  const known = ({ apiVersion, kind }: KubernetesObject) => kinds[`${apiVersion}/${kind}`]
  return {
    knows: (object) => known(object) !== undefined,
    problemsOf: (object) => {
      const validate = ajv.getSchema(`kubernetes#/definitions/${known(object)}`) as ValidateFunction | undefined
      if (!validate) throw new Error(`Kubernetes ${version} has no ${object.apiVersion}/${object.kind}`)
      return validate(object) ? [] : (validate.errors ?? []).map(explain)
    },
  }
}
