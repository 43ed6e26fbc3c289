import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { renderProxyConfig } from './proxy-config.ts'

const front = { domain: 'meet.example.org', turnDomain: 'turn.example.org' }
const settingsOf = (more: object = {}) => JSON.parse(renderProxyConfig({ ...front, ...more })['traefik.yaml'])
const routes = JSON.parse(renderProxyConfig(front)['routes.yaml'])

test('the name decides: one leads to the gateway, the other to TURN, each with a certificate of its own', () => {
  expect(routes.http.routers.page).toMatchObject({ rule: 'Host(`meet.example.org`)', service: 'gateway', tls: { certResolver: 'acme' } })
  expect(routes.tcp.routers.turn).toMatchObject({ rule: 'HostSNI(`turn.example.org`)', service: 'turn', tls: { certResolver: 'acme' } })
  expect(routes.tcp.services.turn.loadBalancer.servers).toEqual([{ address: 'livekit:5349' }])
})

test("certificates are Let's Encrypt's unless another authority is named", () => {
  const acme = (more: object) => settingsOf(more).certificatesResolvers.acme.acme
  expect(acme({})).not.toHaveProperty('caServer')
  expect(acme({ acmeServer: 'https://ca.example.org/dir', acmeEmail: 'ops@example.org' })).toMatchObject({
    caServer: 'https://ca.example.org/dir',
    email: 'ops@example.org',
  })
})

test('nobody is believed about where a request comes from, and no request is written down', () => {
  for (const entry of Object.values(settingsOf().entryPoints)) expect(entry).not.toHaveProperty('forwardedHeaders')
  expect(settingsOf()).not.toHaveProperty('accessLog')
})

test('compose publishes the ports that the proxy listens on', () => {
  const compose = readFileSync(new URL('../../docker-compose.production.yml', import.meta.url), 'utf8')
  const { http, https } = settingsOf().entryPoints
  expect(compose).toContain(`:80${http.address}/tcp`)
  for (const protocol of ['tcp', 'udp']) expect(compose).toContain(`:443${https.address}/${protocol}`)
})
