import { expect, test } from 'vitest'
import type { Result } from './check.ts'
import { reportOf, rowOf, summaryOf, wrap } from './report.ts'

const results: readonly Result[] = [
  { name: 'dns', title: 'DNS', status: 'ok', detail: 'meet.example.org is 203.0.113.5 (IPv4).', ms: 12 },
  { name: 'udp', title: 'Media over UDP', status: 'failed', detail: 'UDP is blocked.', fix: ['Open UDP to 203.0.113.5:7882.'], ms: 1234 },
  { name: 'turn', title: 'Media over TURN/TLS', status: 'warning', detail: 'LiveKit offers no TURN server.', ms: 0 },
  { name: 'held', title: 'Events held open', status: 'skipped', detail: 'Skipped: as asked.', ms: 0 },
]
const examination = {
  url: new URL('https://meet.example.org/'),
  startedAt: new Date(0),
  ms: 1999.6,
  insecure: false,
  interrupted: false,
  results,
}
const layout = { colour: false, width: 80 }

test('counts what came of the checks', () => {
  expect(reportOf(examination)).toMatchObject({
    url: 'https://meet.example.org',
    started_at: '1970-01-01T00:00:00.000Z',
    ms: 2000,
    ok: false,
    counts: { ok: 1, warning: 1, failed: 1, skipped: 1 },
  })
})

test('warnings and what was left out are no failure, an interruption is', () => {
  const rest = results.filter(({ status }) => status !== 'failed')
  expect(reportOf({ ...examination, results: rest }).ok).toBe(true)
  expect(reportOf({ ...examination, results: rest, interrupted: true }).ok).toBe(false)
})

test('a row shows what was seen, and under it what opens the hop', () => {
  expect(results.map((result) => rowOf(result, layout))).toEqual([
    'DNS                   ok          12 ms  meet.example.org is 203.0.113.5 (IPv4).',
    'Media over UDP        failed    1234 ms  UDP is blocked.\n                                         > Open UDP to 203.0.113.5:7882.',
    'Media over TURN/TLS   warning      0 ms  LiveKit offers no TURN server.',
    'Events held open      skipped            Skipped: as asked.',
  ])
})

test('colours are for screens', () => {
  const [row = ''] = results.map((result) => rowOf(result, { ...layout, colour: true }))
  expect(row).toContain('\u001b[32mok       \u001b[0m')
})

test('lines break at spaces, and nothing is lost', () => {
  expect(wrap('one two three', 7)).toEqual(['one two', 'three'])
  expect(wrap('a-word-that-is-longer than', 5)).toEqual(['a-word-that-is-longer', 'than'])
})

test('the last line says whether calls work', () => {
  expect(summaryOf(reportOf(examination))).toBe('Something is blocked: 1 ok, 1 warning, 1 failed, 1 skipped (2.0 s).')
  expect(summaryOf(reportOf({ ...examination, results: results.slice(0, 1) }))).toBe('Calls work: 1 ok (2.0 s).')
})
