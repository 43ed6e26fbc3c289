/** What decides a person's place: others only, the own tile has a place of its own. */
export interface Placed {
  readonly identity: string
  /** Milliseconds since the epoch; 0 when never. */
  readonly lastSpoke: number
  readonly speaking: boolean
}

/** Who has spoken within this time has a right to a visible place. */
export const recent = 60_000

/**
 * The order of the others. It is sticky: people keep their places, newcomers come last, and a person moves only from an
 * invisible to a visible place, swapping with the quietest there. `visible` is how many places are seen.
 */
export const orderPeople = (before: readonly string[], people: readonly Placed[], visible: number, now: number): string[] => {
  const present = new Map(people.map((one) => [one.identity, one]))
  const known = new Set(before)
  const order = [...before.filter((id) => present.has(id)), ...people.map((one) => one.identity).filter((id) => !known.has(id))]
  const heard = (id: string): number => {
    const one = present.get(id)
    return one?.speaking ? now : (one?.lastSpoke ?? 0)
  }
  const hidden = order
    .slice(visible)
    .filter((id) => heard(id) > now - recent)
    .sort((a, b) => heard(b) - heard(a))
  for (const id of hidden) {
    const quietest = order
      .slice(0, visible)
      .reduce<string | undefined>((a, b) => (a !== undefined && heard(a) <= heard(b) ? a : b), undefined)
    if (quietest === undefined || heard(quietest) > now - recent) break
    const from = order.indexOf(id)
    order[order.indexOf(quietest)] = id
    order[from] = quietest
  }
  return order
}

/** The page's people, by identity: page 1 ends with the own tile, which is left out where fewer than four fit and not all do. */
export const peopleOnPage = (others: readonly string[], own: string, perPage: number, page: number): string[] => {
  if (others.length + 1 <= perPage) return [...others, own]
  const places = othersOnFirstPage(others.length + 1, perPage)
  if (page === 0) return perPage < 4 ? others.slice(0, places) : [...others.slice(0, places), own]
  const start = places + (page - 1) * perPage
  return others.slice(start, start + perPage)
}

/** How many of the others page 1 shows. */
export const othersOnFirstPage = (total: number, perPage: number): number =>
  total <= perPage ? total - 1 : perPage < 4 ? perPage : perPage - 1

export const pagesFor = (total: number, perPage: number): number => {
  if (total <= perPage) return 1
  return 1 + Math.ceil((total - 1 - othersOnFirstPage(total, perPage)) / perPage)
}
