import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, loadavg } from 'node:os'
import { fileURLToPath } from 'node:url'
import type { Bench } from './bench.ts'
import { expiry } from './expiry.ts'
import { firstFrame } from './first-frame.ts'
import { images } from './images.ts'
import { joins } from './joins.ts'
import { redisBytes } from './redis-bytes.ts'
import { sizing } from './sizing.ts'
import { starts } from './starts.ts'
import { timing } from './timing.ts'

/** `npm run bench -- <name>` */
const benches: Readonly<Record<string, Bench>> = {
  expiry,
  'first-frame': firstFrame,
  images,
  joins,
  'redis-bytes': redisBytes,
  sizing,
  starts,
  timing,
}

const folder = fileURLToPath(new URL('../../artifacts/bench/', import.meta.url))

const name = process.argv[2] ?? ''
const bench = benches[name]
if (bench) {
  const machine = { cpus: cpus().length, model: cpus()[0]?.model, load: loadavg()[0], node: process.version }
  const { lines, data } = await bench((line) => console.info(line))
  for (const line of lines) console.info(line)
  await mkdir(folder, { recursive: true })
  const file = `${folder}${name}.json`
  await writeFile(file, `${JSON.stringify({ bench: name, at: new Date().toISOString(), machine, ...data }, null, 2)}\n`)
  console.info(`Written to ${file}`)
} else {
  console.error(`There is no bench "${name}". There is: ${Object.keys(benches).join(', ')}. Run one by: npm run bench -- <name>`)
  process.exitCode = 1
}
