import { dirname, relative } from 'node:path'
import { RolldownMagicString } from 'rolldown'

/**
 * A module that reads a file beside itself goes on finding it where it was: the place of the module takes the place of the
 * bundle's. The file has to be there too.
 */
export const keepPlaces = (bundleFolder: string) => {
  const placeOf = (path: string) => `new URL(${JSON.stringify(relative(bundleFolder, path))}, import.meta.url)`
  return {
    name: 'keep-places',
    transform: {
      filter: { code: /\bimport\.meta\.url\b|\b__dirname\b/ },
      handler: (code: string, id: string) => ({
        code: new RolldownMagicString(code)
          .replaceAll('import.meta.url', `${placeOf(id)}.href`)
          .replaceAll('__dirname', `process.getBuiltinModule('node:url').fileURLToPath(${placeOf(dirname(id))})`),
      }),
    },
  }
}
