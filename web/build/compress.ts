import { readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

const texts = /\.(js|css|svg|html|json)$/

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** Puts a .br and a .gz beside every text, so that nothing is compressed while serving. */
export const compressAll = async (dist: string): Promise<void> => {
  const files = await readdir(dist, { recursive: true })
  await Promise.all(
    files
      .filter((file) => texts.test(file))
      .map(async (file) => {
        const path = join(dist, file)
        const content = await readFile(path)
        await writeFile(`${path}.br`, await brotli(content, { params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY } }))
        await writeFile(`${path}.gz`, await zip(content, { level: 9 }))
      }),
  )
}
