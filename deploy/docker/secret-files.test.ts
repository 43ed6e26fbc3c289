import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createSecrets } from '../local/secrets.ts'
import { secretFiles } from './secret-files.ts'

const compose = readFileSync(new URL('../../docker-compose.yml', import.meta.url), 'utf8')
const files = secretFiles(createSecrets(), '127.0.0.1')
const services = ['gateway', 'room-service', 'token-service', 'webhook'] as const

/** What compose says of one service. */
const section = (service: string) => new RegExp(`^  ${service}:\n((?:    .*\n)+)`, 'm').exec(compose)?.[1] ?? ''
const read = (service: string) => Object.entries(files[service] ?? {})

test('every program has a volume for its files, and they are made into it', () => {
  const mounted = [...section('secrets').matchAll(/- (\S+):\/secrets\/(\S+)/g)].map(([, volume, folder]) => ({ volume, folder }))
  expect(mounted.map(({ folder }) => folder).sort()).toEqual(['kept', ...Object.keys(files)].sort())
  for (const service of services) expect(mounted).toContainEqual({ volume: `${service}-secrets`, folder: service })
})

test.each(services)('%s reads its own volume, and no other holds secrets for it', (service) => {
  const said = section(service)
  expect(/volumes: (.*)/.exec(said)?.[1]).toBe(`['${service}-secrets:/secrets:ro']`)
  const named = [...said.matchAll(/_FILE: \/secrets\/(\S+)/g)].map(([, name]) => name)
  expect(named.sort()).toEqual(
    read(service)
      .map(([name]) => name)
      .sort(),
  )
})

test('each service has users of its own on the bus and in Redis', () => {
  const urls = services.flatMap((service) => read(service).filter(([name]) => name.endsWith('_url')))
  const passwords = urls.map(([, url]) => new URL(url).password)
  expect(urls.map(([name, url]) => `${name} ${new URL(url).username}`)).toEqual([
    'nats_url gateway',
    'redis_url gateway',
    'nats_url room-service',
    'redis_url room-service',
    'nats_url token-service',
    'nats_url webhook',
  ])
  expect(new Set(passwords).size).toBe(passwords.length)
  for (const password of passwords) expect(password).toMatch(/^[0-9a-f]{64}$/)
})
