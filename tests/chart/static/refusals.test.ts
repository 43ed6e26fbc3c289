import { describe, expect, test } from 'vitest'
import { chart, helm } from '../chart.ts'

const host = 'host=meet.example.org'
const set = (values: readonly string[]) => values.flatMap((value) => ['--set', value])
const refusalOf = async (...values: string[]) => {
  const { ok, output } = await helm('template', 'runde', chart, ...set(values))
  return ok ? 'accepted' : output
}

test('a host is all that is needed', async () => expect(await refusalOf(host)).toBe('accepted'))

describe('a typing mistake is named', () => {
  test.each([
    ['hots=meet.example.org', "'hots' not allowed"],
    ['services.gatway.replicas=3', "'gatway' not allowed"],
    ['services.gateway.replica=3', "'replica' not allowed"],
    ['livekit.turn.enable=true', "'enable' not allowed"],
    ['nats.replica=3', "'replica' not allowed"],
    ['networkPolicy.metricFrom={}', "'metricFrom' not allowed"],
  ])('%s', async (value, message) => expect(await refusalOf(host, value)).toContain(message))
})

describe('a value that cannot be is refused', () => {
  test.each([
    ['nats.replicas=2', '/nats/replicas'],
    ['services.gateway.replicas=0', '/services/gateway/replicas'],
    ['services.gateway.replicas=two', '/services/gateway/replicas'],
    ['defaults.drainGrace=20', '/defaults/drainGrace'],
    ['livekit.exposure=nodePort', '/livekit/exposure'],
    ['livekit.udpPort=443', '/livekit/udpPort'],
    ['livekit.image=livekit/livekit-server', '/livekit/image'],
    ['image.tag=latest', '/image/tag'],
    ['image.digests.gateway=sha256:0', '/image/digests/gateway'],
    ['frontendUrl=meet.example.org', '/frontendUrl'],
    ['defaults.env.COOKIE_SECRET=secret', 'COOKIE_SECRET'],
    ['defaults.resources.limits.memory=null', '/defaults/resources/limits'],
    ['redis.external.address=redis://redis.example.org', '/redis/external/address'],
    ['livekit.external.publicUrl=https://livekit.example.org', '/livekit/external/publicUrl'],
    ['networkPolicy.nodeNetworks={10.0.0.1}', '/networkPolicy/nodeNetworks'],
  ])('%s', async (value, where) => expect(await refusalOf(host, value)).toContain(where))
})

describe('what is missing or does not fit is said in a sentence', () => {
  test.each<[values: string[], sentence: string]>([
    [[], 'Say under which name people reach Runde: --set host=meet.example.org'],
    [['host=https://meet.example.org/'], 'host is a name only, without https:// and without a path'],
    [[host, 'ingress.enabled=true', 'gatewayApi.enabled=true'], 'Choose one way in'],
    [[host, 'ingress.tls.issuer=a', 'ingress.tls.clusterIssuer=b'], 'Name one of ingress.tls.clusterIssuer and ingress.tls.issuer'],
    [[host, 'gatewayApi.enabled=true'], 'Say which Gateway the route attaches to'],
    [[host, 'nats.enabled=false'], 'say where NATS is: --set nats.external.servers='],
    [[host, 'redis.enabled=false'], 'say where Redis is: --set redis.external.address='],
    [[host, 'livekit.enabled=false'], 'say where room-service reaches LiveKit'],
    [[host, 'livekit.enabled=false', 'livekit.external.url=https://l.example.org'], 'say where browsers reach LiveKit'],
    [[host, 'livekit.exposure=loadBalancer'], 'name the addresses that you have reserved'],
    [
      [host, 'livekit.exposure=loadBalancer', 'livekit.loadBalancer.addresses={203.0.113.1}', 'livekit.replicas=2'],
      'leave livekit.replicas at 1',
    ],
    [[host, 'livekit.autoscaling.enabled=true'], 'Say how much livekit_participant_total one LiveKit is to have'],
    [[host, 'livekit.resources.limits.memory=2e9'], 'Write limits of memory as 512Mi or 2Gi, not 2e9'],
    [[host, 'livekit.address=nodes'], 'livekit.address is node, stun or an IPv4 address, not nodes'],
    [[host, 'livekit.turn.enabled=true'], "name TURN's own domain"],
    [
      [
        host,
        'livekit.turn.enabled=true',
        'livekit.turn.domain=t.example.org',
        'livekit.turn.exposure=hostPort',
        'livekit.exposure=hostNetwork',
      ],
      "On the host's network LiveKit cannot have port 443",
    ],
    [
      [host, 'services.gateway.autoscaling.enabled=true', 'services.gateway.autoscaling.min=9'],
      'autoscaling of gateway: min (9) is more than max (6)',
    ],
  ])('%s', async (values, sentence) => expect(await refusalOf(...values)).toContain(sentence))
})
