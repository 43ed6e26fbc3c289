import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { buildBrowser, buildServer } from './build/bundle.ts'
import { compressAll } from './build/compress.ts'
import { reportSizes } from './build/sizes.ts'
import { writePages } from './build/write-pages.ts'

const root = import.meta.dirname
const dist = join(root, 'dist')
const scratch = join(root, 'dist-server')

const manifest = await buildBrowser({ root, dist })
const { servePage } = await buildServer({ root, scratch })
await writePages({ dist, manifest, servePage })
await rm(scratch, { recursive: true })
await compressAll(dist)
await reportSizes({ dist, manifest })
