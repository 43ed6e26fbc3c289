/** As much of a StatefulSet as is needed of it here. */
export interface RedisSet {
  readonly metadata: { readonly name: string; readonly labels: Readonly<Record<string, string>> }
  readonly spec: {
    readonly template: {
      readonly spec: {
        readonly containers: readonly {
          readonly image: string
          readonly securityContext?: object
          readonly env?: readonly { readonly valueFrom?: { readonly secretKeyRef?: { readonly name: string } } }[]
        }[]
        readonly [setting: string]: unknown
      }
    }
  }
}

/** What says where a pod may run and as whom. */
const kept = ['serviceAccountName', 'securityContext', 'imagePullSecrets', 'nodeSelector', 'tolerations', 'priorityClassName'] as const

const instance = 'app.kubernetes.io/instance'

/** A pod of Redis's own image on the volume of its StatefulSet: with its rights, no network that leads to it, and nothing running. */
export const volumePod = ({ metadata: { name, labels }, spec: { template } }: RedisSet) => {
  const { containers, ...pod } = template.spec
  const settings = Object.fromEntries(kept.flatMap((key) => (pod[key] === undefined ? [] : [[key, pod[key]]])))
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: `${name}-restore`,
      labels: { 'app.kubernetes.io/name': 'runde', [instance]: labels[instance] ?? '', 'app.kubernetes.io/component': 'restore' },
    },
    spec: {
      ...settings,
      automountServiceAccountToken: false,
      restartPolicy: 'Never',
      terminationGracePeriodSeconds: 1,
      containers: [
        {
          name: 'redis',
          image: containers[0]?.image,
          // An hour is longer than any restore takes; then it goes, whatever became of whoever made it.
          command: ['sleep', '3600'],
          securityContext: containers[0]?.securityContext,
          volumeMounts: [{ name: 'data', mountPath: '/data' }],
        },
      ],
      volumes: [{ name: 'data', persistentVolumeClaim: { claimName: `data-${name}-0` } }],
    },
  }
}
