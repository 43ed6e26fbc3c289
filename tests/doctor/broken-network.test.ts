import { expect, test } from 'vitest'
import { drop, ownAddress } from './own-network.ts'
import { examine } from './run-doctor.ts'
import { turnPort, world } from './world.ts'

const here = world()

const run = (...skip: readonly string[]) => {
  const { url, certificate } = here()
  return examine('--url', url, '--ca', certificate.certFile, ...['held', ...skip].flatMap((name) => ['--skip', name]))
}

/** Between people and LiveKit: its own TURN server, beside it, sends to the same port. */
const udp = () => drop({ protocol: 'udp', port: here().udpPort, from: ownAddress })
const tcp = () => drop({ protocol: 'tcp', port: here().tcpPort })

test('UDP dropped', async () => {
  using _ = udp()
  const report = await run('turn')
  expect(report.names).toMatchObject({ failed: ['udp'], warning: [] })
  expect(report.names.ok).toEqual(expect.arrayContaining(['address', 'tcp', 'webhooks', 'cleanup']))
  expect(report.said('udp')).toMatch(
    new RegExp(`UDP to 127\\.0\\.0\\.1:${here().udpPort} is blocked .*went by TCP instead.*Open UDP .*rtc\\.udp_port`),
  )
  expect(report.code).toBe(1)
})

test('the TCP port for media dropped', async () => {
  using _ = tcp()
  const report = await run('turn')
  expect(report.names).toMatchObject({ failed: ['tcp'], warning: [] })
  expect(report.names.ok).toEqual(expect.arrayContaining(['address', 'udp', 'webhooks', 'cleanup']))
  expect(report.said('address')).toContain('TCP does not answer there')
  expect(report.said('tcp')).toMatch(new RegExp(`ICE/TCP to 127\\.0\\.0\\.1:${here().tcpPort} is blocked .*Open TCP .*rtc\\.tcp_port`))
})

test('both dropped: TURN still carries a call', async () => {
  using _udp = udp()
  using _tcp = tcp()
  const report = await run()
  expect(report.names).toMatchObject({ failed: ['udp', 'tcp'], warning: [] })
  expect(report.names.ok).toEqual(expect.arrayContaining(['turn', 'webhooks', 'cleanup']))
})

test('the port of TURN dropped', async () => {
  using _ = drop({ protocol: 'tcp', port: turnPort })
  const report = await run('tcp')
  expect(report.names).toMatchObject({ failed: ['turn'], warning: [] })
  expect(report.said('turn')).toMatch(/127\.0\.0\.1:443, does not answer: something on the way drops.*port 443 of turn\.domain/)
})

test('webhooks dropped', async () => {
  using _ = drop({ protocol: 'tcp', port: here().servers.webhookPort })
  const report = await run('tcp', 'turn')
  expect(report.names).toMatchObject({ failed: ['webhooks'], warning: [] })
  expect(report.names.ok).toEqual(expect.arrayContaining(['http', 'udp', 'cleanup']))
  expect(report.said('webhooks')).toMatch(/none of 4 reports of it arrived.*webhook\.urls.*webhook\.api_key/)
})
