import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { chart, exampleObjects, examples } from '../chart.ts'
import { checkFor, kubernetesVersions } from './schemas.ts'

/** Of other projects, which Kubernetes itself does not describe. Only their names are checked here. */
const foreign = ['gateway.networking.k8s.io/v1', 'cert-manager.io/v1', 'monitoring.coreos.com/v1']

test('the oldest version that the chart allows is among those that are known', () => {
  const { kubeVersion } = parseYaml(readFileSync(`${chart}/Chart.yaml`, 'utf8'))
  expect(kubernetesVersions.map((version) => `>=${version}.0-0`)).toContain(kubeVersion)
})

describe.each(kubernetesVersions)('Kubernetes %s', (version) => {
  const { knows, problemsOf } = checkFor(version)

  test.each(examples)('takes every object of %s', async (name) => {
    const objects = await exampleObjects(name)
    const unknown = objects.filter((object) => !knows(object))
    expect(foreign).toEqual(expect.arrayContaining(unknown.map(({ apiVersion }) => apiVersion)))
    const problems = objects
      .filter(knows)
      .flatMap((object) => problemsOf(object).map((one) => `${object.kind} ${object.metadata.name}: ${one}`))
    expect(problems).toEqual([])
    expect(objects.length - unknown.length).toBeGreaterThan(15)
  })

  test('refuses a field that is misspelt, missing or of another type', async () => {
    const [deployment] = (await exampleObjects('laptop')).filter(({ kind }) => kind === 'Deployment')
    if (!deployment) throw new Error('there is no Deployment')
    const { selector, ...others } = deployment.spec
    expect(problemsOf({ ...deployment, spec: { ...deployment.spec, replica: 2 } })).toEqual([
      '/spec must NOT have additional properties: replica',
    ])
    expect(problemsOf({ ...deployment, spec: others })).toEqual(["/spec must have required property 'selector'"])
    expect(problemsOf({ ...deployment, spec: { ...deployment.spec, replicas: '2' } })).toEqual(['/spec/replicas must be integer'])
    expect(selector).toBeDefined()
  })
})
