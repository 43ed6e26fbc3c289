import { createHash } from 'node:crypto'
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { findOnPath } from './programs.ts'
import { provideServer } from './provide.ts'
import { runCommand } from './run-command.ts'
import { keptProgress, type TestFolder, testFolder } from './test-folder.ts'
import type { ServerSource } from './versions.ts'

const name = 'ring-server'
const platform = `${process.platform}-${process.arch}`
const says = (version: string) => `echo "${name} version ${version}"`
// PATH holds the shell's own programs and whatever the test puts there.
const setUp = async (folder: TestFolder) => {
  const tools = join(folder.path, 'tools')
  for (const tool of ['tar', 'gzip', 'sh', 'cat']) await folder.program(`tools/${tool}`, `exec ${findOnPath(tool)} "$@"`)
  const progress = keptProgress()
  const cacheDir = join(folder.path, 'cache')
  const provide = (source: ServerSource) => provideServer(name, source, { cacheDir, progress, env: { PATH: tools } })
  return { provide, progress, cacheDir, cached: join(cacheDir, `${name}-2.1.0`, name) }
}

/** A release on this machine, served as the official one is. */
const release = async (folder: TestFolder, version: string, { sha256, status = 200 }: { sha256?: string; status?: number } = {}) => {
  await folder.program(`release/${name}-folder/${name}`, says(version))
  const archive = join(folder.path, 'release.tar.gz')
  await runCommand('tar', ['-czf', archive, '-C', join(folder.path, 'release'), `${name}-folder`])
  const content = await readFile(archive)
  let requests = 0
  const server = createServer((_request, response) => {
    requests += 1
    response.writeHead(status).end(content)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
  const actual = createHash('sha256').update(content).digest('hex')
  return {
    source: {
      minimum: '2.0.0',
      version: '2.1.0',
      release: { url, archives: { [platform]: { file: 'r.tar.gz', sha256: sha256 ?? actual } } },
    },
    requests: () => requests,
    [Symbol.asyncDispose]: () => new Promise<void>((resolve) => server.close(() => resolve())),
  }
}

const fakeGo = (version: string) =>
  `[ "$1 $4" = "install example.org/ring@v2.1.0" ] && printf '#!/bin/sh\\n${says(version).replaceAll('"', '')}\\n' > "$GOBIN/ring"`
const go = { module: 'example.org/ring', binary: 'ring', packages: 3 }

describe('a server comes from', () => {
  test('PATH where it says its version in a way of its own', async () => {
    await using folder = await testFolder()
    const { provide } = await setUp(folder)
    const program = await folder.program(`tools/${name}`, `[ "$1" = version ] && ${says('2.0.0')}`)
    expect(await provide({ minimum: '2.0.0', version: '2.1.0', versionArgs: ['version'] })).toBe(program)
  })

  test('Go, which is told what the linker needs', async () => {
    await using folder = await testFolder()
    const { provide, cached } = await setUp(folder)
    const script = `[ "$4 $5 $6" = "-ldflags -X=v2.1.0 example.org/ring@v2.1.0" ] && printf '#!/bin/sh\\n${says('2.1.0').replaceAll('"', '')}\\n' > "$GOBIN/ring"`
    await folder.program('tools/go', script)
    expect(await provide({ minimum: '2.0.0', version: '2.1.0', go: { ...go, ldflags: '-X=v2.1.0' } })).toBe(cached)
  })

  test('PATH when it is new enough', async () => {
    await using folder = await testFolder()
    const { provide } = await setUp(folder)
    const program = await folder.program(`tools/${name}`, says('2.0.0'))
    expect(await provide({ minimum: '2.0.0', version: '2.1.0' })).toBe(program)
  })

  test('the release when PATH has an older one; afterwards from the cache', async () => {
    await using folder = await testFolder()
    const { provide, cached, progress, cacheDir } = await setUp(folder)
    await folder.program(`tools/${name}`, says('1.9.9'))
    await using served = await release(folder, '2.1.0')
    expect(await provide(served.source)).toBe(cached)
    expect(await provide(served.source)).toBe(cached)
    expect(served.requests()).toBe(1)
    expect(progress.lines.join('\n')).toContain('1.9.9 and at least 2.0.0 is needed')
    expect(await readdir(cacheDir)).toEqual([`${name}-2.1.0`])
  })

  test('Go when the release cannot be had', async () => {
    await using folder = await testFolder()
    const { provide, cached, progress } = await setUp(folder)
    await folder.program('tools/go', fakeGo('2.1.0'))
    await using served = await release(folder, '2.1.0', { status: 404 })
    expect(await provide({ ...served.source, go })).toBe(cached)
    expect(progress.lines).toContain(`${name}: the official release is no way here (127.0.0.1 answered 404)`)
  })

  test("the system's packages at last", async () => {
    await using folder = await testFolder()
    const { provide } = await setUp(folder)
    const tools = join(folder.path, 'tools')
    await folder.program('tools/chmod', `exec ${findOnPath('chmod')} "$@"`)
    await folder.program('tools/brew', `echo '${says('2.3.0')}' > ${tools}/${name}; chmod +x ${tools}/${name}`)
    expect(await provide({ minimum: '2.0.0', version: '2.1.0', packages: { brew: 'ring' } })).toBe(join(tools, name))
  })

  test('nowhere, and the sentence says what was tried and what to do', async () => {
    await using folder = await testFolder()
    const { provide } = await setUp(folder)
    await folder.program('tools/go', 'echo "dial tcp: lookup proxy.golang.org: no such host" >&2; exit 1')
    await expect(provide({ minimum: '2.0.0', version: '2.1.0', go })).rejects.toThrow(
      /There is no ring-server here\. Connect this machine to the internet.*compiling with Go.*no such host/,
    )
  })
})

describe('what is not whole', () => {
  test('is refused when the checksum differs', async () => {
    await using folder = await testFolder()
    const { provide, cacheDir } = await setUp(folder)
    await using served = await release(folder, '2.1.0', { sha256: '0'.repeat(64) })
    await expect(provide(served.source)).rejects.toThrow('the checksum of')
    expect(await readdir(cacheDir)).toEqual([])
  })

  test('is refused when it turns out to be another version', async () => {
    await using folder = await testFolder()
    const { provide, cacheDir } = await setUp(folder)
    await using served = await release(folder, '2.0.5')
    await expect(provide(served.source)).rejects.toThrow('it turned out to be version 2.0.5')
    expect(await readdir(cacheDir)).toEqual([])
  })

  test('is made again when an earlier start was cut off', async () => {
    await using folder = await testFolder()
    const { provide, cached, cacheDir } = await setUp(folder)
    await mkdir(join(cacheDir, `.${name}-abcdef`), { recursive: true })
    await mkdir(join(cacheDir, `${name}-2.1.0`))
    await writeFile(cached, 'half a program')
    await using served = await release(folder, '2.1.0')
    expect(await provide(served.source)).toBe(cached)
    expect(await runCommand(cached, ['--version'])).toContain('2.1.0')
    expect(await readdir(cacheDir)).toEqual([`${name}-2.1.0`])
  })

  test('is not made twice by two starts at once', async () => {
    await using folder = await testFolder()
    const { provide, cached } = await setUp(folder)
    await using served = await release(folder, '2.1.0')
    expect(await Promise.all([provide(served.source), provide(served.source)])).toEqual([cached, cached])
    expect(served.requests()).toBe(1)
  })
})
