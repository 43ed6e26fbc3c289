import { readFileSync } from 'node:fs'
import { chartAccess } from '@runde/deploy/access/chart-access'
import { readVersions, serverNames } from '@runde/deploy/versions'
import { describe, expect, test } from 'vitest'
import { parse as parseYaml } from 'yaml'
import { exampleObjects } from '../chart.ts'
import { podsOf } from '../kubernetes-object.ts'

const read = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8')
const values = parseYaml(read('helm/runde/values.yaml'))
const chartFile = parseYaml(read('helm/runde/Chart.yaml'))
const alerts: { alert: string }[] = parseYaml(read('helm/runde/files/alerts.yaml'))
const operations = read('docs/operations.md')

describe('what stands elsewhere too is the same here', () => {
  test('the servers are of the versions that everything else uses', () => {
    const versions = readVersions()
    const images = [values.redis.image, values.nats.image, values.livekit.image]
    expect(images.sort()).toEqual(serverNames.map((name) => versions[name].image).sort())
  })

  test('the Gateway API of the cluster of the tests is the one of the schemas, and of the proxy', () => {
    const [schemas, cluster] = ['tests/chart/static/write-schemas.ts', '.ci/k8s/up'].map(
      (file) => /gateway-api@(v[0-9.]+)/.exec(read(file))?.[1],
    )
    expect(cluster).toBe(schemas)
    expect(read('.ci/traefik/go.mod')).toContain(`sigs.k8s.io/gateway-api ${cluster} `)
  })

  test('the proxy of the tests is the one of the compositions', () => {
    const { traefik } = JSON.parse(read('deploy/versions.json'))
    expect(read('tests/chart/install/proxy/base/traefik.yaml')).toContain(`image: ${traefik.image}\n`)
  })

  test('the chart is of the version of the services', () => {
    const { version } = JSON.parse(read('package.json'))
    expect(chartFile).toMatchObject({ version, appVersion: version })
  })

  test('the rights of users are those of deploy/access (npm run chart:access)', () => {
    expect(read('helm/runde/files/access.json')).toBe(chartAccess())
  })

  test('the path of webhooks is the one of the contracts', async () => {
    const { paths } = await import('@runde/contracts/paths')
    expect(read('helm/runde/templates/_livekit.tpl')).toContain(`-webhook:8001${paths.livekitWebhook}`)
    expect(read('helm/runde/templates/ingress.yaml')).toContain(`path: ${paths.livekitWebhook}\n`)
  })
})

describe('a service has the time that it takes to end', async () => {
  // packages/service-kit/src/run.ts and http-drain.ts
  const found = (file: string, name: string) =>
    Number(new RegExp(`const ${name} = ([\\d_]+)`).exec(read(`packages/service-kit/src/${file}`))?.[1]?.replaceAll('_', ''))
  const patience = found('run.ts', 'drainPatience')
  const afterGrace = found('http-drain.ts', 'longestLinger') + found('http-drain.ts', 'closePatience')
  const services = podsOf(await exampleObjects('cloud')).filter(({ kind }) => kind === 'Deployment')

  test('there are four', () => expect(services).toHaveLength(4))
  test.each(services)('$part', ({ spec, containers: [container] }) => {
    expect(spec.terminationGracePeriodSeconds * 1_000).toBeGreaterThan(patience)
    const grace = container?.env?.find(({ name }) => name === 'DRAIN_GRACE')?.value
    if (grace) expect(Number(grace) + afterGrace).toBeLessThan(patience)
  })
  test('even with the longest grace that the schema allows', () => {
    const { $defs } = JSON.parse(read('helm/runde/values.schema.json'))
    expect($defs.workload.properties.drainGrace.maximum * 1_000 + afterGrace).toBeLessThan(patience)
  })
})

test.each(alerts)('docs/operations.md says what to do about $alert', ({ alert }) => expect(operations).toContain(`\`${alert}\``))

test('every metric of alerts and dashboard is one that a service or LiveKit has', () => {
  const known = new Set([
    ...['up', 'http_server_request_duration_count', 'http_server_request_duration_bucket', 'nodejs_eventloop_utilization'],
    ...['livekit_participant_total', 'livekit_room_total'],
  ])
  const ours = (metric: string) => metric.replace(/_total$/, '').replaceAll('_', '.')
  const sources = [
    'packages/service-kit/src/circuit.ts',
    'packages/service-kit/src/dead-letters.ts',
    'services/gateway/src/events-route.ts',
  ]
  const limits = ['services/gateway/src/limits/limits.ts', 'services/gateway/src/limits/insured-counters.ts']
  const upkeep = ['services/room-service/src/upkeep/reconcile-rooms.ts', 'services/room-service/src/upkeep/relay-outbox.ts']
  const code = [...sources, ...limits, ...upkeep].map(read).join('')
  const isCounted = (name: string) => code.includes(`'${name}'`) || code.includes(`'${name.replace('dead.letters', 'dead_letters')}'`)
  const used = [...(read('helm/runde/files/alerts.yaml') + read('helm/runde/files/dashboard.json')).matchAll(/\b([a-z]\w+)\{/g)]
  const unknown = used.map(([, metric]) => metric ?? '').filter((metric) => !known.has(metric) && !isCounted(ours(metric)))
  expect(used.length).toBeGreaterThan(10)
  expect(unknown).toEqual([])
})
