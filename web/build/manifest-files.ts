import type { Manifest } from 'vite'

/** The one stylesheet. */
export const stylesheetOf = (manifest: Manifest): string => {
  const style = Object.values(manifest).find(({ file }) => file.endsWith('.css'))
  if (!style) throw new Error('The build made no stylesheet')
  return style.file
}

/** Every script that a module needs before it can run, its own first. */
export const scriptsOf = (manifest: Manifest, source: string): string[] => {
  const scripts = new Set<string>()
  const visit = (key: string) => {
    const chunk = manifest[key]
    if (!chunk) throw new Error(`The build made no file of ${key}`)
    if (scripts.has(chunk.file)) return
    scripts.add(chunk.file)
    for (const imported of chunk.imports ?? []) visit(imported)
  }
  visit(source)
  return [...scripts]
}
