import { describe, expect, test } from 'vitest'
import { constraintsFor, problemOf } from './capture.ts'
import { choosable } from './devices.ts'
import { levelOf } from './loudness.ts'

test.each([
  ['NotAllowedError', 'denied'],
  ['SecurityError', 'denied'],
  ['NotFoundError', 'absent'],
  ['OverconstrainedError', 'absent'],
  ['NotReadableError', 'busy'],
  ['AbortError', 'busy'],
])('%s means %s', (name, problem) => expect(problemOf(new DOMException('', name))).toBe(problem))

describe('what is asked of the browser', () => {
  test('only what is wanted', () => {
    expect(constraintsFor(['camera'], {})).not.toHaveProperty('audio')
    expect(constraintsFor(['microphone'], {})).not.toHaveProperty('video')
  })
  test('a remembered device may be gone, a picked one must be it', () => {
    const wishes = { camera: { id: 'front', exact: true }, microphone: { id: 'desk', exact: false } }
    const { audio, video } = constraintsFor(['camera', 'microphone'], wishes)
    expect(video).toMatchObject({ deviceId: { exact: 'front' } })
    expect(audio).toMatchObject({ deviceId: { ideal: 'desk' }, echoCancellation: true })
  })
})

test('only devices with a name can be chosen, and none twice', () => {
  const device = (kind: MediaDeviceKind, deviceId: string, label: string) => ({ kind, deviceId, label })
  const devices = choosable([
    device('audioinput', 'default', 'Standard'),
    device('audioinput', 'communications', 'Standard'),
    device('videoinput', '', ''),
    device('audiooutput', 'jabra', 'Jabra'),
  ])
  expect(devices).toEqual({ camera: [], microphone: [{ id: 'default', label: 'Standard' }], speaker: [{ id: 'jabra', label: 'Jabra' }] })
})

test('loudness goes from nothing to all', () => {
  const sine = (amplitude: number) => Float32Array.from({ length: 1024 }, (_, at) => amplitude * Math.sin(at / 3))
  expect(levelOf(sine(0))).toEqual({ level: 0, peak: 0 })
  expect(levelOf(sine(0.0005)).level).toBe(0)
  expect(levelOf(sine(0.05)).level).toBeCloseTo(0.7, 1)
  expect(levelOf(sine(1)).level).toBe(1)
})
