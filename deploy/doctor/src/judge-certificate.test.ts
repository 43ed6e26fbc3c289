import { expect, test } from 'vitest'
import { judgeCertificate } from './judge-certificate.ts'

const now = Date.parse('2027-01-01T00:00:00Z')
const certificate = {
  problem: undefined,
  validFrom: new Date('2026-12-01T00:00:00Z'),
  validTo: new Date('2027-03-01T00:00:00Z'),
  issuer: 'Example Trust',
  names: 'meet.example.org',
}
const judging = { where: 'meet.example.org:443', insecure: false, renewal: 'Renew it.', now }

test('a good one is told with its issuer and its end', () => {
  expect(judgeCertificate(certificate, judging)).toEqual({
    status: 'ok',
    detail: 'Certificate by Example Trust, valid until 2027-03-01, 59 days.',
  })
})

test.each([
  ['2027-01-14T23:00:00Z', 'warning'],
  ['2027-01-15T01:00:00Z', 'ok'],
])('one that ends at %s is a %s', (end, status) => {
  expect(judgeCertificate({ ...certificate, validTo: new Date(end) }, judging).status).toBe(status)
})

test.each([
  ['CERT_HAS_EXPIRED', 'has expired (on 2027-03-01)'],
  ['CERT_NOT_YET_VALID', 'is not valid yet (it begins on 2026-12-01)'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'for another name (it is for meet.example.org)'],
])('%s is a failure in plain words', (problem, words) => {
  const finding = judgeCertificate({ ...certificate, problem }, judging)
  expect(finding).toMatchObject({ status: 'failed', fix: ['Renew it.'] })
  expect(finding.detail).toContain(words)
})

test('of an unknown authority, --ca is the advice too', () => {
  expect(judgeCertificate({ ...certificate, problem: 'SELF_SIGNED_CERT_IN_CHAIN' }, judging).fix?.join()).toContain('--ca FILE')
})

test('with --insecure it is a warning, which says what browsers will do', () => {
  const finding = judgeCertificate({ ...certificate, problem: 'CERT_HAS_EXPIRED' }, { ...judging, insecure: true })
  expect(finding.status).toBe('warning')
  expect(finding.detail).toContain('browsers will refuse it')
})
