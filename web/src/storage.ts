export type Area = 'localStorage' | 'sessionStorage'

export const readText = (area: Area, key: string): string | undefined => {
  try {
    return globalThis[area].getItem(key) ?? undefined
  } catch {
    return undefined // storage is switched off in this browser
  }
}

/** Undefined takes the entry away. */
export const writeText = (area: Area, key: string, value: string | undefined): void => {
  try {
    if (value === undefined) globalThis[area].removeItem(key)
    else globalThis[area].setItem(key, value)
  } catch {
    // Switched off or full: remembering is a kindness, nothing depends on it.
  }
}

/** An object that was stored, or undefined for anything else: others write to this storage too. */
export const readJson = (area: Area, key: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(readText(area, key) ?? 'null')
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? { ...value } : undefined
  } catch {
    return undefined
  }
}

export const writeJson = (area: Area, key: string, value: object): void => writeText(area, key, JSON.stringify(value))
