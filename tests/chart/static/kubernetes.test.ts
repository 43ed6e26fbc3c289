import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { chart, exampleObjects, examples, exampleText } from '../chart.ts'
import { conformityOf, kubernetesVersions } from './kubeconform.ts'

test('the oldest version that the chart allows is the oldest that is known', () => {
  const { kubeVersion } = parseYaml(readFileSync(`${chart}/Chart.yaml`, 'utf8'))
  expect(kubeVersion).toBe(`>=${kubernetesVersions[0]}.0-0`)
})

describe.each(kubernetesVersions)('Kubernetes %s', (version) => {
  test.each(examples)('takes every object of %s', async (name) => {
    const { problems, valid } = await conformityOf(version, await exampleText(name))
    expect(problems).toEqual([])
    expect(valid).toBe((await exampleObjects(name)).length)
  })

  test.each([
    ['a field that is misspelt', 'laptop', 'replicas:', 'replica:', "additional properties 'replica' not allowed"],
    ['a field that is missing', 'laptop', 'containers:', 'container:', "missing property 'containers'"],
    ['a value of another type', 'laptop', 'replicas: 1', 'replicas: one', 'got string, want integer'],
    ['a field that stands there twice', 'laptop', 'replicas: 1', 'replicas: 1\n  replicas: 2', 'key "replicas" already set in map'],
    ['a kind that nobody has described', 'laptop', 'kind: Deployment', 'kind: Deploymint', 'could not find schema for Deploymint'],
    ['a misspelt ServiceMonitor', 'cloud', 'endpoints:', 'endpoint:', "additional properties 'endpoint' not allowed"],
    ['a misspelt PrometheusRule', 'cloud', 'alert: ', 'alarm: ', "additional properties 'alarm' not allowed"],
    ['a misspelt Certificate', 'cloud', 'dnsNames:', 'dnsName:', "additional properties 'dnsName' not allowed"],
    ['a misspelt HTTPRoute', 'load-balancers', 'backendRefs:', 'backends:', "additional properties 'backends' not allowed"],
  ])('would not take %s', async (_, name, right, wrong, message) => {
    const text = await exampleText(name)
    const { problems } = await conformityOf(version, text.replace(right, wrong))
    expect(problems).toEqual([expect.stringContaining(message)])
  })
})
