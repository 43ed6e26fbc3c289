/** Who came and who went since the last time somebody was told. */
export interface Comings {
  readonly came: readonly string[]
  readonly went: readonly string[]
}

/** The difference of two sets of people, given as identity to name. */
export const comings = (before: ReadonlyMap<string, string>, now: ReadonlyMap<string, string>): Comings => ({
  came: [...now].filter(([id]) => !before.has(id)).map(([, name]) => name),
  went: [...before].filter(([id]) => !now.has(id)).map(([, name]) => name),
})

/** Says at most two names and counts the rest: "Mira und 2 weitere sind da". */
export const spoken = (names: readonly string[], say: (known: readonly string[], more: number) => string): string => {
  const known = names.length <= 2 ? names : names.slice(0, 1)
  return names.length === 0 ? '' : say(known, names.length - known.length)
}
