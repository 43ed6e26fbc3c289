/**
 * Writes what the chart's kinds look like in one minor version of Kubernetes, out of the API's own description:
 *
 *     node tests/chart/static/write-schemas.ts 1.34 SWAGGER_JSON
 *
 * SWAGGER_JSON is api/openapi-spec/swagger.json of that release's sources, also in the Go module k8s.io/kubernetes. Kept is
 * what can be wrong: fields and their types. Unknown fields are refused, as a careful API server does.
 */
import { readFileSync, writeFileSync } from 'node:fs'

/** What the chart makes. */
const wanted = new Set([
  ...['v1/ConfigMap', 'v1/Pod', 'v1/Secret', 'v1/Service', 'v1/ServiceAccount', 'apps/v1/Deployment', 'apps/v1/StatefulSet'],
  ...['autoscaling/v2/HorizontalPodAutoscaler', 'networking.k8s.io/v1/Ingress', 'networking.k8s.io/v1/NetworkPolicy'],
  ...['policy/v1/PodDisruptionBudget', 'scheduling.k8s.io/v1/PriorityClass'],
])

interface Definition {
  readonly type?: string
  readonly properties?: Readonly<Record<string, Definition>>
  readonly required?: readonly string[]
  readonly items?: Definition
  readonly additionalProperties?: Definition
  readonly $ref?: string
  readonly format?: string
  readonly 'x-kubernetes-group-version-kind'?: readonly { group: string; version: string; kind: string }[]
}

const [version, file] = process.argv.slice(2)
if (!version || !file) throw new Error('usage: node write-schemas.ts VERSION SWAGGER_JSON')
const { definitions }: { definitions: Record<string, Definition> } = JSON.parse(readFileSync(file, 'utf8'))

const kinds: Record<string, string> = {}
for (const [name, definition] of Object.entries(definitions)) {
  for (const { group, version: of, kind } of definition['x-kubernetes-group-version-kind'] ?? []) {
    const key = `${group ? `${group}/` : ''}${of}/${kind}`
    if (wanted.has(key)) kinds[key] = name
  }
}

const mapped = <A, B>(record: Readonly<Record<string, A>>, change: (value: A) => B) =>
  Object.fromEntries(Object.entries(record).map(([name, value]) => [name, change(value)]))

const kept: Record<string, object> = {}
const stripped = ({ type, properties, required, items, additionalProperties, $ref, format }: Definition): object => {
  if ($ref) return keep($ref)
  // A number or a percentage; a quantity may be written as a number too.
  if (format === 'int-or-string') return { type: ['string', 'integer'] }
  return {
    ...(type && { type }),
    ...(properties && { properties: mapped(properties, stripped), additionalProperties: false }),
    ...(required && { required }),
    ...(items && { items: stripped(items) }),
    ...(additionalProperties && { additionalProperties: stripped(additionalProperties) }),
  }
}

const keep = ($ref: string): object => {
  const name = $ref.slice('#/definitions/'.length)
  const definition = definitions[name]
  if (!definition) throw new Error(`${$ref} is nowhere`)
  if (!kept[name]) {
    kept[name] = {} // It may lead back to itself.
    kept[name] = name.endsWith('.Quantity') ? { type: ['string', 'number'] } : stripped(definition)
  }
  return { $ref }
}

for (const name of Object.values(kinds)) keep(`#/definitions/${name}`)
const sorted = <T>(record: Record<string, T>) => Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)))
const target = new URL(`./kubernetes/${version}.json`, import.meta.url)
writeFileSync(target, `${JSON.stringify({ kinds: sorted(kinds), definitions: sorted(kept) })}\n`)
