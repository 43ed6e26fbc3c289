import { mkdir, writeFile } from 'node:fs/promises'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type OutputChunk, RolldownMagicString, rolldown } from 'rolldown'
import { keepPlaces } from './keep-places.ts'
import { licencesOf } from './licences.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

const services = {
  gateway: 'services/gateway/src/main.ts',
  'room-service': 'services/room-service/src/main.ts',
  'token-service': 'services/token-service/src/main.ts',
  webhook: 'services/webhook/src/main.ts',
}

/** Each is a program of the bundle. */
export const serviceNames = Object.keys(services)

/** The programs that an image runs: the services, and what `npm run restore` asks of them. */
const programs = {
  ...services,
  'print-records': 'services/room-service/src/print-records.ts',
  'print-endings': 'services/gateway/src/print-endings.ts',
}

/** What packages use where somebody has installed it. */
const optional = ['bufferutil', 'supports-color', 'utf-8-validate']

/** OpenTelemetry's modules make a `require` of their own, which no bundler follows. */
const plainRequire = {
  name: 'plain-require',
  transform: {
    filter: { id: /otlp-grpc-exporter-base/, code: '__require("' },
    handler: (code: string) => ({ code: new RolldownMagicString(code).replaceAll('__require("', 'require("') }),
  },
}

/** @throws when the chunk looks for a package while it runs, for there will be none. */
const refuseMissing = ({ fileName, code }: OutputChunk): void => {
  const required = [...code.matchAll(/\b__require(?:\$\d+)?\("([^"]+)"\)/g)].map(([, name = '']) => name)
  const missing = required.filter((name) => !isBuiltin(name) && !optional.includes(name))
  if (missing.length > 0) throw new Error(`${fileName} requires ${missing.join(', ')}, which the bundler has not followed`)
}

const isPackage = /[\\/]node_modules[\\/]/

/**
 * Writes every program and what it imports into few files, and the licences of all packages among them. Names stay as they
 * are, and our own code gets maps, so that stack traces lead to the sources. What lies between is shared by all programs.
 */
export const bundleServices = async (to: string): Promise<void> => {
  await using bundle = await rolldown({
    cwd: root,
    input: programs,
    platform: 'node',
    external: optional,
    plugins: [keepPlaces(to), plainRequire],
    onLog(level, log) {
      if (level === 'warn') throw new Error(log.message)
    },
  })
  const { output } = await bundle.generate({
    dir: to,
    entryFileNames: '[name].mjs',
    chunkFileNames: '[name].mjs',
    sourcemap: 'hidden',
    sourcemapExcludeSources: true,
    // Apart from our own code: Node reads every map that it is told of at the start, and theirs are long.
    codeSplitting: { groups: [{ name: 'packages', test: isPackage, entriesAware: true }] },
  })
  const chunks = output.filter((file) => file.type === 'chunk')
  await mkdir(to, { recursive: true })
  for (const chunk of chunks) {
    refuseMissing(chunk)
    const map = chunk.moduleIds.every((id) => isPackage.test(id)) ? undefined : chunk.map
    await writeFile(join(to, chunk.fileName), map ? `${chunk.code}//# sourceMappingURL=${chunk.fileName}.map\n` : chunk.code)
    if (map) await writeFile(join(to, `${chunk.fileName}.map`), map.toString())
  }
  const packages = chunks.flatMap(({ moduleIds }) => moduleIds).filter((id) => isPackage.test(id))
  await writeFile(join(to, 'licences.txt'), await licencesOf(packages))
}
