import { describe, expect, test } from 'vitest'
import { examine } from './run-doctor.ts'
import { type World, world } from './world.ts'

const run = ({ url, certificate }: World, ...skip: readonly string[]) =>
  examine('--url', url, '--ca', certificate.certFile, ...['held', ...skip].flatMap((name) => ['--skip', name]))

/** A secret of the right length that nobody else has. */
const otherSecret = 'w'.repeat(64)

describe('a node address that leads nowhere', () => {
  // Of a network for documentation (RFC 5737).
  const here = world({ livekit: (settings) => ({ ...settings, rtc: { ...settings.rtc, node_ip: '192.0.2.1' } }) })

  test('is named, with the address at which LiveKit is in truth', async () => {
    const report = await run(here())
    expect(report.names).toMatchObject({ failed: ['address'], warning: [] })
    expect(report.names.skipped).toEqual(expect.arrayContaining(['udp', 'tcp', 'turn', 'webhooks']))
    expect(report.said('address')).toMatch(
      new RegExp(
        `192\\.0\\.2\\.1:${here().udpPort}.*where nothing answers; LiveKit answers at 127\\.0\\.0\\.1:${here().tcpPort}.*rtc\\.node_ip`,
      ),
    )
    expect(report.code).toBe(1)
  })
})

describe('a token-service with a key that LiveKit does not have', () => {
  const here = world({ env: { 'token-service': { LIVEKIT_API_SECRET: otherSecret } } })

  test('is named', async () => {
    const report = await run(here())
    expect(report.names).toMatchObject({ failed: ['signalling'], warning: [] })
    expect(report.names.ok).toEqual(expect.arrayContaining(['http', 'meeting', 'events', 'cleanup']))
    expect(report.said('signalling')).toMatch(
      /refuses the token \(401\): it is signed with another key.*LIVEKIT_API_SECRET of token-service/,
    )
    expect(report.said('signalling')).not.toContain('eyJ')
  })
})

describe('TURN that may not lead to LiveKit, and a webhook service with another secret', () => {
  const here = world({
    livekit: ({ turn, ...settings }) => ({ ...settings, turn: { ...(turn as object), allow_restricted_peer_cidrs: [] } }),
    env: { webhook: { LIVEKIT_API_SECRET: otherSecret } },
  })

  test('are both named', async () => {
    const report = await run(here(), 'tcp')
    expect(report.names).toMatchObject({ failed: ['turn', 'webhooks'], warning: [] })
    expect(report.said('turn')).toMatch(/does not lead to the media address of LiveKit.*turn\.allow_restricted_peer_cidrs/)
    expect(report.said('webhooks')).toMatch(/do not reach us, or are refused.*webhook\.api_key/)
  })
})

describe('an installation without TURN and without ICE/TCP', () => {
  const here = world({
    // Without any word about it, LiveKit takes a port for TCP by itself.
    livekit: ({ turn: _, rtc, ...settings }) => ({ ...settings, rtc: { ...rtc, tcp_port: 0 } }),
  })

  test('gets a warning for the one and a failure for the other', async () => {
    const report = await run(here())
    expect(report.names).toMatchObject({ failed: ['tcp'], warning: ['turn'] })
    expect(report.said('turn')).toMatch(/no TURN server.*turn\.enabled/)
    expect(report.said('tcp')).toMatch(/no address for ICE\/TCP.*rtc\.tcp_port/)
  })
})
