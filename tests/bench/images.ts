import { execFile } from 'node:child_process'
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { buildImage } from '../support/service-images.ts'
import { serviceNames } from '../support/service-process.ts'
import type { Bench } from './bench.ts'
import { median } from './median.ts'
import { table } from './table.ts'

const targets = [...serviceNames, 'doctor']
/** How many times the bytes of Node's own binary all images together may take, and milliseconds until a service has loaded. */
const goals = { ratio: 1.5, start: 300 } as const
const starts = 15

const run = async (command: string, ...args: string[]) =>
  (await promisify(execFile)(command, args, { maxBuffer: 64 * 2 ** 20 })).stdout.trim()
const tagOf = (target: string) => `runde-bench-${target}`
const zippedBytes = async (file: string) => (await promisify(gzip)(await readFile(file))).length

/** Bytes of each layer, gzip; one that several images share is one. */
const layersOf = async (tags: readonly string[]): Promise<ReadonlyMap<string, number>> => {
  const folder = await mkdtemp(join(tmpdir(), 'runde-images-'))
  try {
    await run('docker', 'save', '--output', join(folder, 'images.tar'), ...tags)
    await run('tar', '--extract', '--file', join(folder, 'images.tar'), '--directory', folder)
    const images: { Layers: string[] }[] = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))
    const named = images.flatMap(({ Layers }) => Layers)
    const files = new Set(await Promise.all(named.map((layer) => realpath(join(folder, layer)))))
    const layers = new Map<string, number>()
    for (const file of files) layers.set(file, await zippedBytes(file))
    return layers
  } finally {
    await rm(folder, { recursive: true })
  }
}

/**
 * Milliseconds that a service takes in its container until it has loaded, and says which of its settings is missing; in turn
 * with a Node that does nothing, so that both are measured under the same load.
 */
const timeStarts = async (service: string): Promise<{ loaded: number; nothing: number }> => {
  const script = `
    const { spawnSync } = require('node:child_process')
    const time = (...args) => {
      const start = performance.now()
      const { stderr, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' })
      return { took: performance.now() - start, said: stderr + stdout }
    }
    const once = () => {
      const { took, said } = time(...JSON.parse(process.argv[1]))
      if (!said.includes(' is missing')) throw new Error(said)
      return { loaded: took, nothing: time('-e', '0').took }
    }
    console.log(JSON.stringify(Array.from({ length: ${starts} }, once)))`
  const [, ...args] = JSON.parse(await run('docker', 'image', 'inspect', '--format', '{{json .Config.Cmd}}', tagOf(service)))
  const printed = await run('docker', 'run', '--rm', '--network=none', tagOf(service), 'node', '-e', script, JSON.stringify(args))
  const times: { loaded: number; nothing: number }[] = JSON.parse(printed)
  return { loaded: median(times.map(({ loaded }) => loaded)), nothing: median(times.map(({ nothing }) => nothing)) }
}

/** `npm run bench -- images`: what all images weigh beside Node's own binary, and how long the services take to load. Needs Docker. */
export const images: Bench = async (report) => {
  for (const target of targets) {
    report(`building ${target}`)
    await buildImage(target, tagOf(target))
  }
  report('weighing')
  const layers = await layersOf(targets.map(tagOf))
  const bytes = [...layers.values()].reduce((sum, one) => sum + one, 0)
  const floor = await zippedBytes(process.execPath)
  const ratio = bytes / floor
  report('starting')
  const started = new Map<string, { loaded: number; nothing: number }>()
  for (const service of serviceNames) started.set(service, await timeStarts(service))
  await run('docker', 'image', 'rm', ...targets.map(tagOf))
  const megabytes = (of: number) => (of / 1e6).toFixed(1)
  const rows = [
    ['', 'figure'],
    [`Node ${process.version}, its binary alone, MB gzip`, megabytes(floor)],
    [`the ${targets.length} images, what they share counted once, MB gzip`, megabytes(bytes)],
    [`times Node (goal ${goals.ratio})`, ratio.toFixed(2)],
    ...[...started].map(([service, { loaded, nothing }]) => [
      `${service} has loaded, median of ${starts}, ms (goal ${goals.start}); beside it node -e 0`,
      `${loaded.toFixed(0)}; ${nothing.toFixed(0)}`,
    ]),
  ]
  return { lines: table(rows), data: { floor, bytes, ratio, started: Object.fromEntries(started), goals } }
}
