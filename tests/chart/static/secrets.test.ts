import { describe, expect, test } from 'vitest'
import { exampleObjects, examples, exampleText, parse, renderText } from '../chart.ts'
import { podsOf } from '../kubernetes-object.ts'

const made = (objects: Awaited<ReturnType<typeof exampleObjects>>) => objects.filter(({ kind }) => kind === 'Secret')
const valuesOf = (data: Readonly<Record<string, string>> = {}) =>
  Object.values(data).map((value) => Buffer.from(value, 'base64').toString())

describe.each(examples)('%s', async (name) => {
  const objects = await exampleObjects(name)
  const secrets = made(objects)

  test('no secret stands anywhere but in its Secret', async () => {
    const text = await exampleText(name)
    const values = secrets.flatMap(({ data }) => valuesOf(data))
    expect(values.filter((value) => text.includes(value))).toEqual([])
    if (name !== 'external') expect(values.length).toBeGreaterThan(10)
  })

  test('every key that a container asks for is there', () => {
    const [secret] = secrets
    if (!secret) return expect(name).toBe('external')
    const asked = podsOf(objects).flatMap(({ containers }) =>
      containers.flatMap(({ env }) => (env ?? []).flatMap(({ valueFrom }) => valueFrom?.secretKeyRef ?? [])),
    )
    expect(asked.filter((one) => one.name !== secret.metadata.name || !secret.data?.[one.key])).toEqual([])
  })
})

test('they are long, different, and drawn anew for each installation', async () => {
  const values = async () =>
    made(parse(await renderText('--set', 'host=meet.example.org'))).flatMap(({ data }) => Object.entries(data ?? {}))
  const all = [...(await values()), ...(await values())]
  for (const [key, value] of all) {
    const text = Buffer.from(value, 'base64').toString()
    // They stand in URLs and in settings of servers: letters and digits only.
    expect(text, key).toMatch(key.endsWith('-key') ? /^API[A-Za-z0-9]{12}$/ : /^[A-Za-z0-9]{48}$/)
  }
  expect(new Set(all.map(([, value]) => value)).size).toBe(all.length)
})

test('with a Secret of one’s own none is made, and every container asks for that one', async () => {
  const objects = parse(await renderText('--set', 'host=meet.example.org', '--set', 'secrets.existing=mine'))
  expect(made(objects)).toEqual([])
  const names = podsOf(objects).flatMap(({ containers }) =>
    containers.flatMap(({ env }) => (env ?? []).flatMap(({ valueFrom }) => valueFrom?.secretKeyRef?.name ?? [])),
  )
  expect(new Set(names)).toEqual(new Set(['mine']))
})

test('what is to be kept is kept: the Secret and the volumes, both or neither', async () => {
  const kept = async (...args: string[]) => {
    const objects = parse(await renderText('--set', 'host=meet.example.org', ...args))
    const volumes = objects.flatMap(({ spec }) => spec?.persistentVolumeClaimRetentionPolicy?.whenDeleted ?? [])
    return { secret: made(objects)[0]?.metadata.annotations?.['helm.sh/resource-policy'], volumes }
  }
  expect(await kept()).toEqual({ secret: undefined, volumes: ['Delete', 'Delete'] })
  expect(await kept('--set', 'keep=true')).toEqual({ secret: 'keep', volumes: ['Retain', 'Retain'] })
})
