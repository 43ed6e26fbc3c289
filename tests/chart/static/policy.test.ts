import { describe, expect, test } from 'vitest'
import { examples, exampleText } from '../chart.ts'
import { type Finding, findingsIn } from './kube-score.ts'
import { kubernetesVersions } from './kubeconform.ts'
import { type Exclusion, exclusions } from './policy.ts'

const newest = kubernetesVersions.at(-1) ?? ''

const excludes =
  (example: string, { name, summary }: Finding) =>
  ({ findings, only }: Exclusion) =>
    findings.includes(summary) && (only?.test(`${example}/${name}`) ?? true)

const notExcluded = async (example: string, manifests: string) =>
  (await findingsIn(manifests, newest)).filter((finding) => !exclusions.some(excludes(example, finding)))

test.each(examples)('kube-score has nothing to say about %s that is not excluded for a reason', async (name) => {
  expect(await notExcluded(name, await exampleText(name))).toEqual([])
})

test('nothing is excluded that is not found any more', async () => {
  const found = new Set<string>()
  for (const example of examples) {
    for (const finding of await findingsIn(await exampleText(example), newest)) {
      if (exclusions.some(excludes(example, finding))) found.add(finding.summary)
    }
  }
  expect(exclusions.flatMap(({ findings }) => findings).filter((summary) => !found.has(summary))).toEqual([])
})

describe('kube-score would find', () => {
  test.each([
    ['a file system that can be written', 'readOnlyRootFilesystem: true', 'readOnlyRootFilesystem: false', 'readonlyrootfilesystem'],
    ['a container that runs as root', 'runAsUser: 10001', 'runAsUser: 0', 'user-group-id'],
    [
      'a container with all rights',
      'readOnlyRootFilesystem: true',
      'readOnlyRootFilesystem: true\n            privileged: true',
      'privileged',
    ],
    ['a pod without seccomp', 'seccompProfile:', 'other:', 'container-seccomp-profile'],
    ['memory without a limit', /limits:\n +memory: \w+/, 'limits: {}', 'container-resources'],
    ['an image of no version', /image: "?([\w./-]+):[\w.-]+"?/, 'image: $1:latest', 'container-image-tag'],
    ['a pod that no NetworkPolicy is about', /kind: NetworkPolicy/g, 'kind: Other', 'pod-networkpolicy'],
    ['a Service that leads nowhere', 'kind: Deployment', 'kind: Other', 'service-targets-pod'],
  ])('%s', async (_, right, wrong, check) => {
    const text = await exampleText('laptop')
    const changed = text.replace(right, wrong)
    expect(changed).not.toBe(text)
    const checks = (await notExcluded('laptop', changed)).map((finding) => finding.check)
    expect(checks).toContainEqual(expect.stringContaining(check))
  })
})
