import { existsSync } from 'node:fs'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { installDependencies, isInstalled } from './install.mjs'
import { type TestFolder, testFolder } from './test-folder.ts'

const lockfile = (packages: object) => JSON.stringify({ packages: { '': {}, ...packages } })
const wanted = lockfile({ 'node_modules/ring': { version: '1.2.0' }, 'node_modules/mac-only': { version: '1.0.0', optional: true } })

/** A repository, and an npm that does what the script says and counts how often it is asked. */
const setUp = async (folder: TestFolder, script: string) => {
  await writeFile(join(folder.path, 'package-lock.json'), wanted)
  const npm = join(folder.path, 'npm-cli.js')
  await writeFile(npm, `require('node:fs').appendFileSync(${JSON.stringify(join(folder.path, 'calls'))}, 'x'); ${script}`)
  vi.stubEnv('npm_execpath', npm)
  await mkdir(join(folder.path, 'node_modules'))
  return {
    install: () => installDependencies(folder.path, () => true),
    calls: async () => (await readFile(join(folder.path, 'calls'), 'utf8').catch(() => '')).length,
    stamp: () => existsSync(join(folder.path, 'node_modules/.runde-lockfile')),
  }
}

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('dependencies', () => {
  test('are installed once, and again when the lockfile changes', async () => {
    await using folder = await testFolder()
    const { install, calls, stamp } = await setUp(folder, '')
    expect(await install()).toBeUndefined()
    expect(await install()).toBeUndefined()
    expect([await calls(), stamp()]).toEqual([1, true])
    await writeFile(join(folder.path, 'package-lock.json'), lockfile({ 'node_modules/ring': { version: '2.0.0' } }))
    await install()
    expect(await calls()).toBe(2)
  })

  test('that npm install put there are taken as they are', async () => {
    await using folder = await testFolder()
    const { install, calls } = await setUp(folder, '')
    await writeFile(join(folder.path, 'node_modules/.package-lock.json'), lockfile({ 'node_modules/ring': { version: '1.2.0' } }))
    expect(await install()).toBeUndefined()
    expect(await calls()).toBe(0)
  })

  test.each([
    [
      "console.error('npm error code ENOTFOUND https://registry.example.org/ring'); process.exit(1)",
      'https://registry.example.org cannot be reached',
    ],
    ["console.error('npm warn tar TAR_ENTRY_ERROR ENOSPC: no space left on device, write')", 'There is no space left for'],
    ["console.error('npm error a new kind of trouble'); process.exit(1)", 'a new kind of trouble'],
  ])('that fail are a sentence, and are tried again', async (script, sentence) => {
    await using folder = await testFolder()
    const { install, calls, stamp } = await setUp(folder, script)
    expect(await install()).toContain(sentence)
    expect(await install()).toContain(sentence)
    expect([await calls(), stamp()]).toEqual([2, false])
  })
})

test('an install of another version, or without a package, is none', () => {
  expect(isInstalled(wanted, '')).toBe(false)
  expect(isInstalled(wanted, lockfile({ 'node_modules/ring': { version: '1.1.0' } }))).toBe(false)
  expect(isInstalled(wanted, lockfile({ 'node_modules/mac-only': { version: '1.0.0' } }))).toBe(false)
})
