import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'

interface Manifest {
  readonly name: string
  readonly version: string
  readonly license?: string
  readonly homepage?: string
}

/** The folder of the package that a module belongs to. */
const folderOf = (module: string): string | undefined => /^.*[\\/]node_modules[\\/](?:@[^\\/]+[\\/])?[^\\/]+/.exec(module)?.[0]

const licenceOf = async (folder: string): Promise<string> => {
  const { name, version, license = '', homepage = '' } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as Manifest
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|notice|copying)\b/i.test(file)).sort()
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')))
  return [`${name} ${version} ${license} ${homepage}`.trim(), ...texts.map((text) => text.trim())].join('\n\n')
}

/** The words of every package that one of the modules comes from: its licences ask that they go with it. */
export const licencesOf = async (modules: readonly string[]): Promise<string> => {
  const folders = [...new Set(modules.map(folderOf).filter((folder) => folder !== undefined))].sort()
  return (await Promise.all(folders.map(licenceOf))).join(`\n\n${'-'.repeat(80)}\n\n`)
}
