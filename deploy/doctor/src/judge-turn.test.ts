import { expect, test } from 'vitest'
import { judgeTurn } from './judge-turn.ts'

const where = 'turn.example.org:443'
const silent = { carried: false, standing: { frames: [], paths: [] }, connected: 0, failure: 'timed out' }
const answers = { allocated: false, allocationError: undefined, peerRefused: false }

test.each([
  ['does not answer', answers, 'is no TURN server', 'port 443 of turn.domain'],
  ['refuses the password', { ...answers, allocationError: 401 }, 'refuses the password', 'port 443 of turn.domain'],
  ['may not lead to LiveKit', { ...answers, allocated: true, peerRefused: true }, 'a private one', 'allow_restricted_peer_cidrs'],
  ['leads nowhere', { ...answers, allocated: true }, 'no media come back', 'relay_range_start'],
])('TURN that %s is told by itself', (_, seen, words, setting) => {
  const finding = judgeTurn(where, silent, seen)
  expect(finding.status).toBe('failed')
  expect(finding.detail).toContain(words)
  expect(finding.fix?.[0]).toContain(setting)
})
