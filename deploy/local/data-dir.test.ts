import { existsSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { openDataDir } from './data-dir.ts'
import { testFolder } from './test-folder.ts'

describe('the data folder', () => {
  test('is for one start at a time, and the second is told the address', async () => {
    await using folder = await testFolder()
    const path = join(folder.path, 'data')
    const first = await openDataDir(path, 'http://localhost:8123')
    await expect(openDataDir(path, 'http://localhost:9')).rejects.toThrow(
      `Runde runs already at http://localhost:8123 (process ${process.pid})`,
    )
    first[Symbol.dispose]()
    const second = await openDataDir(path, 'http://localhost:9')
    second[Symbol.dispose]()
  })

  test('is free again when its holder died', async () => {
    await using folder = await testFolder()
    const path = join(folder.path, 'data')
    const first = await openDataDir(path, 'http://localhost:8123')
    first[Symbol.dispose]()
    await writeFile(join(path, 'running.json'), JSON.stringify({ pid: process.pid, identity: 'another life', url: 'http://localhost:1' }))
    const second = await openDataDir(path, 'http://localhost:9')
    second[Symbol.dispose]()
  })

  test('is left alone when it holds something else', async () => {
    await using folder = await testFolder()
    await writeFile(join(folder.path, 'photos.zip'), 'precious')
    await expect(openDataDir(folder.path, 'http://localhost')).rejects.toThrow("holds something that is not Runde's")
    expect(existsSync(join(folder.path, 'photos.zip'))).toBe(true)
  })

  test('is empty after a reset, and still ours', async () => {
    await using folder = await testFolder()
    const path = join(folder.path, 'data')
    using data = await openDataDir(path, 'http://localhost')
    await data.folder('redis')
    await writeFile(data.file('secrets.json'), '{}')
    await data.reset()
    expect([existsSync(data.file('redis')), existsSync(data.file('secrets.json'))]).toEqual([false, false])
    await expect(openDataDir(path, 'http://localhost')).rejects.toThrow('runs already')
  })
})
