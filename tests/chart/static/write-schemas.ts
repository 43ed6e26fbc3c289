/**
 * Writes what the kinds of the chart look like, for kubeconform, out of the descriptions that their projects publish as Go
 * modules (all of them Apache-2.0): `node tests/chart/static/write-schemas.ts`. To add a version of Kubernetes, add it here and
 * run it.
 */
import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parse as parseYaml } from 'yaml'

/** The oldest that Chart.yaml allows, the one of the tests on a cluster (.ci/k8s), and the newest. */
const kubernetesReleases = ['1.32.13', '1.34.4', '1.37.2']

const kinds = new Set([
  ...['v1/ConfigMap', 'v1/Pod', 'v1/Secret', 'v1/Service', 'v1/ServiceAccount', 'apps/v1/Deployment', 'apps/v1/StatefulSet'],
  ...['autoscaling/v2/HorizontalPodAutoscaler', 'networking.k8s.io/v1/Ingress', 'networking.k8s.io/v1/NetworkPolicy'],
  ...['policy/v1/PodDisruptionBudget', 'scheduling.k8s.io/v1/PriorityClass'],
])

const monitoring = 'github.com/prometheus-operator/prometheus-operator@v0.85.0/example/prometheus-operator-crd/monitoring.coreos.com_'
const customResources = [
  'github.com/cert-manager/cert-manager@v1.21.2/deploy/crds/cert-manager.io_certificates.yaml',
  'sigs.k8s.io/gateway-api@v1.6.1/config/crd/standard/gateway.networking.k8s.io_httproutes.yaml',
  `${monitoring}prometheusrules.yaml`,
  `${monitoring}servicemonitors.yaml`,
]

interface Schema {
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly $ref?: string
  readonly properties?: Readonly<Record<string, Schema>>
  readonly additionalProperties?: Schema | boolean
  readonly items?: Schema
  readonly not?: Schema
  readonly allOf?: readonly Schema[]
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly 'x-kubernetes-group-version-kind'?: readonly { group: string; version: string; kind: string }[]
  readonly 'x-kubernetes-int-or-string'?: boolean
  readonly 'x-kubernetes-preserve-unknown-fields'?: boolean
}

const limits = [
  ...['enum', 'pattern', 'minLength', 'maxLength', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  ...['required', 'minItems', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties'],
] as const

const mapped = <A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B) =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]))

/** Without prose, and closed: an API server drops a field that it does not know, so a misspelt one must not pass here. */
const closed = (schema: Schema): Schema => {
  if (schema.$ref) return { $ref: schema.$ref }
  const { properties, additionalProperties = properties && !schema['x-kubernetes-preserve-unknown-fields'] ? false : undefined } = schema
  return {
    ...withLimits(schema),
    ...(properties && { properties: mapped(properties, closed) }),
    ...(additionalProperties !== undefined && {
      additionalProperties: typeof additionalProperties === 'object' ? closed(additionalProperties) : additionalProperties,
    }),
    ...(schema.items && { items: closed(schema.items) }),
  }
}

/** Alternatives name only some of the fields, so they stay open. */
const alternative = (schema: Schema): Schema => ({
  ...withLimits(schema),
  ...(schema.properties && { properties: mapped(schema.properties, alternative) }),
  ...(schema.items && { items: alternative(schema.items) }),
})

const withLimits = (schema: Schema): Schema => {
  const { type, format, not, allOf, anyOf, oneOf } = schema
  const isEither = format === 'int-or-string' || schema['x-kubernetes-int-or-string']
  return {
    ...(type && !isEither && { type }),
    ...(isEither && { type: ['string', 'integer'] }),
    ...(format && !isEither && { format }),
    ...Object.fromEntries(limits.flatMap((limit) => (limit in schema ? [[limit, schema[limit as keyof Schema]]] : []))),
    ...(not && { not: alternative(not) }),
    ...(allOf && { allOf: allOf.map(alternative) }),
    ...(anyOf && { anyOf: anyOf.map(alternative) }),
    ...(oneOf && { oneOf: oneOf.map(alternative) }),
  }
}

const target = fileURLToPath(new URL('./schemas/', import.meta.url))

const write = (file: string, value: object) => {
  const path = join(target, file)
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, `${JSON.stringify(value)}\n`)
}

/** The folder of a module's sources. */
const download = (module: string): string => JSON.parse(execFileSync('go', ['mod', 'download', '-json', module], { encoding: 'utf8' })).Dir

const writeKubernetes = (release: string) => {
  const folder = release.replace(/\.\d+$/, '')
  const swagger = join(download(`k8s.io/kubernetes@v${release}`), 'api/openapi-spec/swagger.json')
  const { definitions }: { definitions: Record<string, Schema> } = JSON.parse(readFileSync(swagger, 'utf8'))
  const kept: Record<string, Schema> = {}
  const keep = (name: string) => {
    const definition = definitions[name]
    if (!definition) throw new Error(`${release} has no ${name}`)
    if (kept[name]) return
    // Written as text, a quantity may also be a number.
    kept[name] = name.endsWith('.Quantity') ? { type: ['string', 'number'] } : closed(definition)
    for (const [, other] of JSON.stringify(kept[name]).matchAll(/"#\/definitions\/([^"]+)"/g)) keep(other ?? '')
  }
  for (const [name, definition] of Object.entries(definitions)) {
    for (const { group, version, kind } of definition['x-kubernetes-group-version-kind'] ?? []) {
      if (!kinds.has(`${group ? `${group}/` : ''}${version}/${kind}`)) continue
      keep(name)
      const file = [kind, group.split('.')[0], version].filter(Boolean).join('-').toLowerCase()
      write(`kubernetes-${folder}/${file}.json`, { $ref: `definitions.json#/definitions/${name}` })
    }
  }
  write(`kubernetes-${folder}/definitions.json`, { definitions: Object.fromEntries(Object.entries(kept).sort()) })
}

interface Definition {
  readonly spec: {
    readonly group: string
    readonly names: { readonly kind: string }
    readonly versions: readonly {
      readonly name: string
      readonly storage: boolean
      readonly schema: { readonly openAPIV3Schema: Schema }
    }[]
  }
}

const metadata = {
  $ref: `../../kubernetes-${kubernetesReleases.at(-1)?.replace(/\.\d+$/, '')}/definitions.json#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta`,
}

const writeCustomResource = (source: string) => {
  const [, module = '', path = ''] = /^(.+@[^/]+)\/(.+)$/.exec(source) ?? []
  const { spec }: Definition = parseYaml(readFileSync(join(download(module), path), 'utf8'))
  const version = spec.versions.find(({ storage }) => storage)
  if (!version) throw new Error(`${source} has no version that is stored`)
  const schema = closed(version.schema.openAPIV3Schema)
  const file = `custom-resources/${spec.group}/${spec.names.kind.toLowerCase()}_${version.name}.json`
  write(file, { ...schema, properties: { ...schema.properties, metadata } })
}

rmSync(target, { recursive: true, force: true })
kubernetesReleases.forEach(writeKubernetes)
customResources.forEach(writeCustomResource)
