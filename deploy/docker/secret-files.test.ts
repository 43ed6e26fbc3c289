import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { createSecrets } from '../local/secrets.ts'
import { secretFiles } from './secret-files.ts'

const readCompose = (name: string) => readFileSync(new URL(`../../${name}`, import.meta.url), 'utf8')
const compose = readCompose('docker-compose.yml')
const production = readCompose('docker-compose.production.yml')
const secrets = createSecrets()
const files = secretFiles(secrets, { mediaAddress: '127.0.0.1' })
const front = { domain: 'meet.example.org', turnDomain: 'turn.example.org' }
const published = secretFiles(secrets, { mediaAddress: '203.0.113.5', front })
const services = ['gateway', 'room-service', 'token-service', 'webhook'] as const

/** What compose says of one service. */
const section = (service: string, text = compose) => new RegExp(`^  ${service}:\n((?:    .*\n)+)`, 'm').exec(text)?.[1] ?? ''
const mountsOf = (text: string) => [...text.matchAll(/- (\S+):\/secrets\/(\S+)/g)].map(([, volume, folder]) => ({ volume, folder }))
const read = (service: string) => Object.entries(files[service] ?? {})

test('every program has a volume for its files, and they are made into it', () => {
  const mounted = mountsOf(section('secrets'))
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

test('in production the proxy has a volume too, without a secret in it', () => {
  const more = mountsOf(section('secrets', production)).map(({ folder }) => folder)
  expect([...Object.keys(files), ...more].sort()).toEqual(Object.keys(published).sort())
  expect(section('proxy', production)).toContain("volumes: ['proxy-config:/config:ro', 'proxy-data:/data']")
  expect(JSON.stringify(published.proxy)).not.toMatch(/[0-9a-f]{64}/)
})

const livekit = ({ livekit: { 'livekit.yaml': text } = {} }: typeof files) => JSON.parse(text ?? '')

test('LiveKit offers TURN in production alone, behind the TLS of the proxy', () => {
  expect(livekit(files).turn).toBeUndefined()
  expect(livekit(published)).toMatchObject({
    rtc: { node_ip: '203.0.113.5' },
    turn: { enabled: true, domain: 'turn.example.org', tls_port: 5349, external_tls: true },
  })
})
