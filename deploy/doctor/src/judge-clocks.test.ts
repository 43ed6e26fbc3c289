import { expect, test } from 'vitest'
import { judgeClocks } from './judge-clocks.ts'

const now = Date.parse('2027-01-01T00:00:00Z')
const token = (claims: object) => `x.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.x`
const fresh = token({ nbf: now / 1_000 - 120, exp: now / 1_000 + 600 })
const reading = (of: string, ahead: number, unsure = 20) => ({ of, theirs: now + ahead, ours: now, unsure })
const judge = (...readings: readonly ReturnType<typeof reading>[]) => judgeClocks({ readings, token: fresh, now })

test('clocks that agree are told with their distance', () => {
  expect(judge(reading('the web server', 300, 500), reading('LiveKit', -200))).toEqual({
    status: 'ok',
    detail: 'Against ours: the web server 0.3 s ahead and LiveKit 0.2 s behind.',
  })
})

test('the surest reading of a clock counts', () => {
  expect(judge(reading('LiveKit', 9_000, 9_000), reading('LiveKit', 100, 10)).detail).toContain('LiveKit 0.1 s ahead')
})

test('when all servers agree against us, ours is wrong', () => {
  const finding = judge(reading('the web server', 30_000), reading('LiveKit', 30_100))
  expect(finding).toMatchObject({ status: 'warning' })
  expect(finding.detail).toBe('The clock of this machine is 30.1 s behind all servers.')
})

test('servers that are seconds apart are a warning, more than a minute a failure', () => {
  expect(judge(reading('room-service', 20_000), reading('LiveKit', 0)).status).toBe('warning')
  expect(judge(reading('room-service', 90_000), reading('LiveKit', 0))).toMatchObject({
    status: 'failed',
    fix: [expect.stringContaining('chrony')],
  })
})

test('a token that is over when it comes, or has not begun, is a failure', () => {
  const readings = [reading('LiveKit', 0)]
  expect(judgeClocks({ readings, now, token: token({ exp: now / 1_000 - 30 }) }).detail).toContain('a fresh token ended 30.0 s ago')
  expect(judgeClocks({ readings, now, token: token({ nbf: now / 1_000 + 30 }) }).detail).toContain('a fresh token begins in 30.0 s')
})

test('nobody who tells the time is said', () => {
  expect(judge().status).toBe('warning')
})
