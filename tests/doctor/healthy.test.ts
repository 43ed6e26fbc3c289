import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { paths, pathTo } from '@runde/contracts/paths'
import { expect, test } from 'vitest'
import { freePort } from '../support/ports.ts'
import { makeCertificate } from './make-certificate.ts'
import { examine, runDoctor, startDoctor } from './run-doctor.ts'
import { startTlsFront } from './tls-front.ts'
import { world } from './world.ts'

const here = world()

const everything = [
  'dns',
  'tls',
  'http',
  'meeting',
  'events',
  'signalling',
  'address',
  'udp',
  'tcp',
  'turn',
  'webhooks',
  'clocks',
  'held',
  'cleanup',
]

const statusOf = async (meetingId: string) => (await fetch(here().stack.baseUrl + pathTo(paths.meetingExists, meetingId))).status

const meetingIn = (text: string) => /Made meeting (\S+)/.exec(text)?.[1] ?? 'none'

test('of a healthy installation every check is ok, and nothing is left of the visit', async () => {
  const { url, certificate } = here()
  const report = await examine('--url', url, '--ca', certificate.certFile)
  expect(report.names).toEqual({ ok: everything, warning: [], failed: [], skipped: [] })
  expect(report).toMatchObject({ code: 0, ok: true, url, counts: { ok: everything.length, failed: 0 } })
  expect(report.said('udp')).toContain(`over UDP: 127.0.0.1:${here().udpPort}`)
  expect(report.said('tcp')).toContain(`over ICE/TCP: 127.0.0.1:${here().tcpPort}`)
  expect(report.said('turn')).toContain('over TURN/TLS at 127.0.0.1:443')
  expect(await statusOf(meetingIn(report.said('meeting')))).toBe(410)
})

test('people get a table, and what is not wanted is left out', async () => {
  const { url, certificate } = here()
  const skip = ['udp', 'tcp', 'turn', 'held'].flatMap((name) => ['--skip', name])
  const { code, out } = await runDoctor('--url', url, '--ca', certificate.certFile, ...skip)
  expect(out).toMatch(/^Runde doctor: https:\/\/localhost:\d+$/m)
  expect(out).toMatch(/^DNS +ok +\d+ ms {2}localhost is/m)
  expect(out).toMatch(/^Media over UDP +skipped +Skipped: as asked\.$/m)
  expect(out).toMatch(/^Webhooks +skipped +Skipped: none of Media over UDP, /m)
  expect(out).toMatch(/^Calls work: 9 ok, 5 skipped/m)
  expect(code).toBe(0)
})

test('a self-made certificate is named, and overlooked when that is asked for', async () => {
  const { url } = here()
  const strict = await examine('--url', url)
  expect(strict.names.failed).toEqual(['tls'])
  expect(strict.said('tls')).toMatch(/self-made certificate.*--ca FILE/)
  expect(strict.code).toBe(1)
  const lenient = await runDoctor('--url', url, '--insecure', '--skip', 'tcp', '--skip', 'udp', '--skip', 'held')
  expect(lenient.err).toContain('--insecure')
  expect(lenient.out).toMatch(/^TLS certificate +warning/m)
  expect(lenient.out).toMatch(/^Media over TURN\/TLS +warning/m)
  expect(lenient.code).toBe(0)
})

test('a certificate that has expired is named with its date, and what comes after it is skipped', async () => {
  await using certificate = await makeCertificate({ hosts: ['localhost'], ends: -3 })
  const port = await freePort()
  await using _ = await startTlsFront({ port, target: here().gatewayPort, certificate })
  const report = await examine('--url', `https://localhost:${port}`, '--ca', certificate.certFile)
  expect(report.names).toMatchObject({ ok: ['dns', 'cleanup'], failed: ['tls'] })
  expect(report.said('tls')).toMatch(/has expired \(on \d{4}-\d\d-\d\d\)\. Renew the certificate/)
  expect(report.said('http')).toBe('Skipped: TLS certificate failed.')
  expect(report.said('udp')).toBe('Skipped: TLS certificate failed.')
  expect(report.code).toBe(1)
})

test('a certificate that ends within two weeks is a warning', async () => {
  await using certificate = await makeCertificate({ hosts: ['localhost'], ends: 9 })
  const port = await freePort()
  await using _ = await startTlsFront({ port, target: here().gatewayPort, certificate })
  const report = await examine('--url', `https://localhost:${port}`, '--ca', certificate.certFile, '--skip', 'held')
  expect(report.names.warning).toContain('tls')
  expect(report.said('tls')).toMatch(/ends soon: valid until .* [89] days/)
})

test('a proxy that holds events back is named, and an address that is not the one in links', async () => {
  const { certificate, gatewayPort } = here()
  const port = await freePort()
  await using _ = await startTlsFront({ port, target: gatewayPort, certificate, buffers: true })
  const skip = ['udp', 'tcp', 'turn'].flatMap((name) => ['--skip', name])
  const report = await examine('--url', `https://localhost:${port}`, '--ca', certificate.certFile, ...skip)
  expect(report.names).toMatchObject({ failed: ['events'], warning: ['meeting'] })
  expect(report.said('meeting')).toMatch(/its link leads to https:\/\/localhost.*FRONTEND_URL/)
  expect(report.said('events')).toMatch(/a proxy seems to wait.*buffering/)
})

test('an address where nothing listens is named, and nothing else', async () => {
  const report = await examine('--url', `http://127.0.0.1:${await freePort()}`)
  expect(report.names).toMatchObject({ ok: ['dns', 'tls', 'cleanup'], failed: ['http'] })
  expect(report.said('http')).toMatch(/refuses the connection: nothing listens there/)
})

test('a name that is in no DNS is named', async () => {
  const report = await examine('--url', 'https://meet.invalid')
  expect(report.names).toMatchObject({ ok: ['cleanup'], failed: ['dns'] })
  expect(report.said('dns')).toMatch(/^meet\.invalid .*A and AAAA/)
})

test('Ctrl-C ends the meeting too', async () => {
  const { url, certificate } = here()
  const child = startDoctor(['--url', url, '--ca', certificate.certFile])
  let meeting: string | undefined
  const lines: string[] = []
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line)
    if (meeting === undefined && line.includes('Made meeting')) {
      meeting = meetingIn(line)
      expect(await statusOf(meeting)).toBe(200)
      child.kill('SIGINT')
    }
  }
  const code = child.exitCode ?? (await once(child, 'exit'))[0]
  expect(lines.join('\n')).toMatch(/Skipped: the doctor was interrupted\./)
  expect(await statusOf(meeting ?? 'none')).toBe(410)
  expect(code).toBe(1)
})

test.each([
  ['no address', [], '--url is missing'],
  ['an address without http', ['--url', 'meet.example.org'], '--url takes an address'],
  ['an unknown option', ['--url', 'https://meet.example.org', '--fast'], '--fast'],
  ['a check that others stand on', ['--url', 'https://meet.example.org', '--skip', 'tls'], '--skip takes'],
  ['a CA that is no file', ['--url', 'https://meet.example.org', '--ca', '/nowhere'], '--ca: ENOENT'],
])('%s is wrong usage', async (_, args, said) => {
  const { code, err, out } = await runDoctor(...args)
  expect({ code, out }).toEqual({ code: 2, out: '' })
  expect(err).toContain(said)
})
