/** What kube-score finds and the chart leaves as it is. Everything else that it finds fails the tests. */
export interface Exclusion {
  /** In kube-score's words: a check may find more than one thing, and the others still count. */
  readonly findings: readonly string[]
  /** Tells an example and the name of an object, with a slash between. */
  readonly only?: RegExp
  readonly why: string
}

export const exclusions: readonly Exclusion[] = [
  {
    findings: ['CPU limit is not set', 'CPU requests does not match limits'],
    why: 'A processor that is free belongs to whoever needs it; a LiveKit that is held back stutters while the node idles.',
  },
  {
    findings: ['Memory requests does not match limits'],
    why: 'The request is what a part takes on most days, the limit what it may take on the worst. Setting the worst aside for every pod would need nodes several times as large.',
  },
  {
    findings: ['ImagePullPolicy is not set to Always'],
    why: 'Images are of a version or a digest, so another pull brings the same one. Always would keep pods from starting while the registry is away; who wants it sets image.pullPolicy.',
  },
  {
    findings: ['Ephemeral Storage limit is not set', 'Ephemeral Storage request is not set'],
    why: 'Root file systems are read-only and the one emptyDir has a sizeLimit. What is left are logs, which the kubelet rotates; a limit would evict a pod for them.',
  },
  {
    findings: ['Deployment does not have a host podAntiAffinity set', 'StatefulSet does not have a host podAntiAffinity set'],
    why: 'topologySpreadConstraints spread over nodes and zones, and let a replica start all the same where there is only one node left.',
  },
  {
    findings: ['StatefulSet does not have a valid serviceName'],
    only: /\/runde-(livekit|redis|livekit-redis)$/,
    why: 'Nobody asks for these pods by name, so the Service that leads to them need not be headless. That of NATS is.',
  },
  {
    findings: ['The services selector does not match any pods'],
    only: /\/runde-livekit-media-\d$/,
    why: 'They find one pod of a StatefulSet by the label that its controller gives it: pods.test.ts looks.',
  },
  {
    findings: ['Deployment few replicas'],
    only: /^(laptop|one-vm)\//,
    why: 'A single node: a second replica would go with it. The chart has two unless it is told otherwise.',
  },
  {
    findings: ['The container is running with a low user ID', 'The container running with a low group ID'],
    only: /\/runde-(nats|redis)$/,
    why: 'The volumes of installations belong to these users, and not every provisioner of volumes hands them to another one (fsGroup). They are not root: pods.test.ts looks.',
  },
]
