import type { CreatedMeeting, Health, Joined } from '@runde/contracts/rest'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serviceNames as services } from '../../support/service-process.ts'
import { until } from '../../support/wait.ts'
import { forward, kubectl, kubectlJson, type Listed, reaches, removeNamespace, renewNamespace } from './cluster.ts'
import { install, partOf, pods, secretData, uidsOf, uninstall, upgrade } from './release.ts'

const servers = ['livekit', 'nats', 'redis']

beforeAll(async () => {
  await renewNamespace()
  await install('laptop')
})

afterAll(() => removeNamespace('--wait=false'))

const ask = async <Body>(path: string, body?: object) => {
  await using gateway = await forward('runde-gateway', 8000)
  const init = body ? { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) } : {}
  const response = await fetch(gateway.url + path, init)
  return { status: response.status, body: (await response.json()) as Body }
}

const joinNewMeeting = async () => {
  const created = await ask<CreatedMeeting>('/api/v1/meetings/create', {})
  expect(created.status).toBe(200)
  return ask<Joined>(`/api/v1/meetings/${created.body.meeting_id}/join`, { display_name: 'Ada' })
}

const isWell = async () => (await ask<Health>('/health')).status === 200

describe('after helm install', () => {
  test('every part runs, and none had to be started again', async () => {
    const running = await pods()
    expect(running.map(partOf).sort()).toEqual([...services, ...servers].sort())
    for (const pod of running) expect(pod.status.containerStatuses).toMatchObject([{ ready: true, restartCount: 0 }])
  })

  test('every part answers', async () => {
    await until(isWell, { what: 'the gateway to be well', within: 60_000, every: 1_000 })
    expect((await ask<Health>('/health')).body).toMatchObject({ status: 'ok', parts: { nats: 'ok', redis: 'ok', livekit: 'ok' } })
  })

  test('a meeting is created and joined', async () => {
    const joined = await joinNewMeeting()
    expect(joined.status).toBe(200)
    expect(joined.body).toMatchObject({ livekit_url: 'ws://localhost:8000', participant_id: expect.stringMatching(/^guest-/) })
  })

  test('each service sees its own secrets and no other', async () => {
    // Nor the addresses of other Services, which would be read as settings.
    const env = await kubectl('exec', 'deployment/runde-gateway', '--', 'node', '-p', 'Object.keys(process.env).join()')
    expect(env).toContain('COOKIE_SECRET')
    expect(env).not.toMatch(/LIVEKIT_API|STATE_SECRET|RUNDE_/)
  })

  test.each([
    ['runde-room-service', 'runde-redis', 6379, true],
    ['runde-gateway', 'runde-redis', 6379, true],
    ['runde-token-service', 'runde-redis', 6379, false],
    ['runde-webhook', 'runde-redis', 6379, false],
    ['runde-token-service', 'runde-nats-0.runde-nats', 4222, true],
    ['runde-token-service', 'runde-livekit', 7880, false],
    ['runde-gateway', 'runde-nats-0.runde-nats', 8222, false],
    ['runde-gateway', 'runde-webhook', 8001, false],
  ])('%s to %s:%i: %s', async (from, to, port, expected) => expect(await reaches(from, to, port)).toBe(expected))
})

describe('after helm upgrade', () => {
  test('secrets are the same, and what has not changed goes on running', async () => {
    const [secretsBefore, before] = [await secretData(), await pods()]
    await upgrade('--set', 'defaults.env.LOG_LEVEL=debug')
    const after = await pods()
    expect(await secretData()).toEqual(secretsBefore)
    expect(uidsOf(after, ...servers)).toEqual(uidsOf(before, ...servers))
    expect(uidsOf(after, 'gateway')).not.toEqual(uidsOf(before, 'gateway'))
    await until(isWell, { what: 'the gateway to be well again', within: 60_000, every: 1_000 })
    expect((await joinNewMeeting()).status).toBe(200)
  })
})

describe('after helm uninstall', () => {
  test('nothing is left but what was asked to be kept', async () => {
    await upgrade('--set', 'keep=true')
    await uninstall()
    const left = async () => {
      const kinds = 'all,configmap,secret,serviceaccount,networkpolicy,poddisruptionbudget,persistentvolumeclaim,ingress'
      const { items } = await kubectlJson<Listed<{ kind: string; metadata: { name: string } }>>('get', kinds)
      const given = ['ConfigMap/kube-root-ca.crt', 'ServiceAccount/default']
      return items
        .map(({ kind, metadata }) => `${kind}/${metadata.name}`)
        .filter((name) => !given.includes(name))
        .sort()
    }
    const kept = ['PersistentVolumeClaim/data-runde-nats-0', 'PersistentVolumeClaim/data-runde-redis-0', 'Secret/runde']
    await until(async () => JSON.stringify(await left()) === JSON.stringify(kept), {
      what: 'only what is kept to be left',
      within: 120_000,
      every: 1_000,
    })
  })

  test('a release of the same name finds it again', async () => {
    const before = await secretData()
    await install('laptop')
    expect(await secretData()).toEqual(before)
    await until(isWell, { what: 'the gateway to be well', within: 60_000, every: 1_000 })
  })

  test('without keep the volumes go too', async () => {
    await uninstall()
    await until(async () => (await kubectl('get', 'persistentvolumeclaim,secret', '--output', 'name')) === '', {
      what: 'everything to be gone',
      within: 120_000,
      every: 1_000,
    })
  })
})
