import { execFile } from 'node:child_process'
import { mkdtemp, readFile, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { Bench } from './bench.ts'
import { median } from './median.ts'
import { table } from './table.ts'

const services = ['gateway', 'room-service', 'token-service', 'webhook'] as const
const targets = [...services, 'doctor']
/** How many times the bytes of Node's own binary all images together may take, and milliseconds until a service has loaded. */
const goals = { ratio: 1.5, start: 300 } as const
const starts = 5

const root = fileURLToPath(new URL('../..', import.meta.url))
const run = async (command: string, ...args: string[]) => {
  const env = { ...process.env, DOCKER_BUILDKIT: '1' }
  return (await promisify(execFile)(command, args, { cwd: root, env, maxBuffer: 64 * 2 ** 20 })).stdout.trim()
}
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

/** Starts a service in its container until it has loaded, and says which of its settings is missing. */
const timeStarts = async (service: string): Promise<number[]> => {
  const script = `
    const { spawnSync } = require('node:child_process')
    const once = () => {
      const start = performance.now()
      const { stderr, stdout } = spawnSync(process.execPath, ['services/${service}/src/main.ts'], { env: {}, encoding: 'utf8' })
      const took = performance.now() - start
      if (!(stderr + stdout).includes(' is missing')) throw new Error(stderr + stdout)
      return took
    }
    console.log(JSON.stringify(Array.from({ length: ${starts} }, once)))`
  return JSON.parse(await run('docker', 'run', '--rm', '--network=none', tagOf(service), 'node', '-e', script))
}

/** `npm run bench -- images`: what all images weigh beside Node's own binary, and how long the services take to load. Needs Docker. */
export const images: Bench = async (report) => {
  for (const target of targets) {
    report(`building ${target}`)
    await run('docker', 'build', '--quiet', '--file', 'deploy/Dockerfile', '--target', target, '--tag', tagOf(target), '.')
  }
  report('weighing')
  const layers = await layersOf(targets.map(tagOf))
  const bytes = [...layers.values()].reduce((sum, one) => sum + one, 0)
  const floor = await zippedBytes(process.execPath)
  const ratio = bytes / floor
  report('starting')
  const loaded: Record<string, number> = {}
  for (const service of services) loaded[service] = median(await timeStarts(service))
  await run('docker', 'image', 'rm', ...targets.map(tagOf))
  const megabytes = (of: number) => (of / 1e6).toFixed(1)
  const rows = [
    ['', 'figure'],
    [`Node ${process.version}, its binary alone, MB gzip`, megabytes(floor)],
    [`the ${targets.length} images, what they share counted once, MB gzip`, megabytes(bytes)],
    [`times Node (goal ${goals.ratio})`, ratio.toFixed(2)],
    ...services.map((service) => [
      `${service} has loaded, median of ${starts}, ms (goal ${goals.start})`,
      loaded[service]?.toFixed(0) ?? '',
    ]),
  ]
  return { lines: table(rows), data: { floor, bytes, ratio, loaded, goals } }
}
