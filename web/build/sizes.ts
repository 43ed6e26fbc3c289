import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Manifest } from 'vite'
import { entries, textsOf } from './bundle.ts'
import { scriptsOf, stylesheetOf } from './manifest-files.ts'

/** Bytes gzip. More than this before "join" makes the page slow where networks are. */
const budget = 20_000

const call = 'src/meeting/entry.tsx'

const gzipped = async (dist: string, files: Iterable<string>): Promise<number> => {
  const sizes = await Promise.all([...files].map(async (file) => (await stat(join(dist, `${file}.gz`))).size))
  return sizes.reduce((sum, size) => sum + size, 0)
}

const kilobytes = (bytes: number): string => `${(bytes / 1000).toFixed(1)} kB gzip`

/** Says what each page costs, and fails when the meeting page costs too much. */
export const reportSizes = async ({ dist, manifest }: { dist: string; manifest: Manifest }): Promise<void> => {
  const early = scriptsOf(manifest, entries.early)
  const home = new Set([...scriptsOf(manifest, entries.home), ...early])
  const meeting = new Set([...scriptsOf(manifest, entries.meeting), ...early])
  const texts = await Promise.all(
    ['de', 'en'].map((language) =>
      gzipped(
        dist,
        scriptsOf(manifest, textsOf(language)).filter((file) => !meeting.has(file)),
      ),
    ),
  )
  const later = scriptsOf(manifest, call).filter((file) => !meeting.has(file))
  const beforeJoin = (await gzipped(dist, meeting)) + Math.max(...texts)
  console.log(`JavaScript of the home page: ${kilobytes(await gzipped(dist, home))}`)
  console.log(`JavaScript before "join": ${kilobytes(beforeJoin)} (${beforeJoin} bytes, at most ${budget})`)
  console.log(`JavaScript of the call, loaded while the person types: ${kilobytes(await gzipped(dist, later))}`)
  console.log(`Styles: ${kilobytes(await gzipped(dist, [stylesheetOf(manifest)]))}`)
  if (beforeJoin > budget) throw new Error(`JavaScript before "join" is ${beforeJoin} bytes gzip, more than the ${budget} allowed`)
}
