import type { Container, KubernetesObject } from './kubernetes-object.ts'

const decoded = (data: Readonly<Record<string, string>> = {}) =>
  Object.fromEntries(Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]))

/** The variables that the container gets: its Secret's values in their places (made up where the Secret is not the chart's), and `$(NAME)` of earlier ones put in, as the kubelet does. */
export const environmentOf = ({ env = [] }: Container, objects: readonly KubernetesObject[]): Readonly<Record<string, string>> => {
  const secrets = decoded(objects.find(({ kind }) => kind === 'Secret')?.data)
  const result: Record<string, string> = {}
  for (const { name, value, valueFrom } of env) {
    const { key } = valueFrom?.secretKeyRef ?? {}
    const own = value ?? (key ? (secrets[key] ?? key.padEnd(40, '0')) : `the-${name.toLowerCase().replaceAll('_', '-')}`)
    result[name] = own.replace(/\$\((\w+)\)/g, (whole, other) => result[other] ?? whole)
  }
  return result
}
