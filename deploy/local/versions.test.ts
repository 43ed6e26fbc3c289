import { describe, expect, test } from 'vitest'
import { compareVersions, findVersion, readVersions, serverNames } from './versions.ts'

describe('versions', () => {
  test('are compared by number, not by letter', () => {
    expect(compareVersions('2.9.10', '2.14.0')).toBeLessThan(0)
    expect(compareVersions('2.14.0', '2.14.0')).toBe(0)
    expect(compareVersions('7.0.15', '7.0.2')).toBeGreaterThan(0)
    expect(compareVersions('10.0.0', '9.9.9')).toBeGreaterThan(0)
  })

  test('are found in what the programs say', () => {
    expect(findVersion('Redis server v=7.0.15 sha=00000000:0 malloc=jemalloc-5.3.0 bits=64')).toBe('7.0.15')
    expect(findVersion('nats-server: v2.14.3')).toBe('2.14.3')
    expect(findVersion('livekit-server version 1.13.5')).toBe('1.13.5')
    expect(findVersion('command not found')).toBeUndefined()
  })

  test('are there for every server, none older than its minimum', () => {
    const versions = readVersions()
    for (const name of serverNames) expect(compareVersions(versions[name].version, versions[name].minimum)).toBeGreaterThanOrEqual(0)
  })
})
