import { expect, it } from 'vitest'
import { chosenIceServers } from './ice-servers.ts'

it('asks nobody when the operator chose nobody', () => {
  expect(
    chosenIceServers([{ urls: ['stun:global.stun.twilio.com:3478', 'stun:stun.l.google.com:19302', 'stun:stun1.l.google.com:19302'] }]),
  ).toEqual([])
})

it('keeps the TURN server of the operator with its credentials', () => {
  const turn = { urls: ['turns:turn.example:443?transport=tcp', 'turn:turn.example:3478'], username: 'u', credential: 'c' }
  expect(chosenIceServers([turn, { urls: 'stun:stun.l.google.com:19302' }])).toEqual([turn])
})

it('keeps a STUN server of the operator', () => {
  expect(chosenIceServers([{ urls: 'stun:stun.example' }])).toEqual([{ urls: ['stun:stun.example'] }])
})
