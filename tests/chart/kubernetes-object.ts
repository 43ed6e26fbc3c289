/** As much of Kubernetes's objects as the tests look at. */
export interface KubernetesObject {
  readonly apiVersion: string
  readonly kind: string
  readonly metadata: {
    readonly name: string
    readonly namespace?: string
    readonly labels?: Readonly<Record<string, string>>
    readonly annotations?: Readonly<Record<string, string>>
  }
  // biome-ignore lint/suspicious/noExplicitAny: its form depends on the kind, and Kubernetes's own schema has been asked about it.
  readonly spec?: any
  readonly data?: Readonly<Record<string, string>>
}

export interface Container {
  readonly name: string
  readonly image: string
  readonly args?: readonly string[]
  readonly env?: readonly {
    readonly name: string
    readonly value?: string
    readonly valueFrom?: { readonly secretKeyRef?: { readonly name: string; readonly key: string } }
  }[]
  readonly ports?: readonly {
    readonly name: string
    readonly containerPort: number
    readonly hostPort?: number
    readonly protocol?: string
  }[]
  readonly securityContext?: Readonly<Record<string, unknown>>
  readonly resources?: { readonly requests?: Readonly<Record<string, string>>; readonly limits?: Readonly<Record<string, string>> }
  readonly livenessProbe?: Readonly<Record<string, unknown>>
  readonly readinessProbe?: Readonly<Record<string, unknown>>
  readonly startupProbe?: Readonly<Record<string, unknown>>
}

export interface Pod {
  /** gateway, nats, ... */
  readonly part: string
  readonly kind: string
  readonly labels: Readonly<Record<string, string>>
  /** Of a StatefulSet's pods, each of which its controller labels with it; others have no names that last. */
  readonly names: readonly string[]
  // biome-ignore lint/suspicious/noExplicitAny: as above.
  readonly spec: any
  readonly containers: readonly Container[]
}

/** Every pod that the objects lead to. */
export const podsOf = (objects: readonly KubernetesObject[]): readonly Pod[] =>
  objects.flatMap((object) => {
    const template = object.kind === 'Pod' ? object : object.spec?.template
    if (!template?.spec?.containers) return []
    const labels = template.metadata.labels ?? {}
    const { spec } = template
    const part = labels['app.kubernetes.io/component'] ?? ''
    const replicas = object.kind === 'StatefulSet' ? (object.spec.replicas ?? 1) : 0
    const names = Array.from({ length: replicas }, (_, index) => `${object.metadata.name}-${index}`)
    return [{ part, kind: object.kind, labels, names, spec, containers: [...(spec.initContainers ?? []), ...spec.containers] }]
  })

/** Whether a selector by labels finds them. */
export const selects = (selector: Readonly<Record<string, string>>, labels: Readonly<Record<string, string>>): boolean =>
  Object.entries(selector).every(([name, value]) => labels[name] === value)
