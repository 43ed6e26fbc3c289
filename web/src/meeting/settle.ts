/** Who is shown as something (speaking, weakly connected), and since when the contrary has held. */
export interface Settling {
  readonly shown: ReadonlySet<string>
  readonly since: ReadonlyMap<string, number>
}

export interface SettleRules {
  /** Milliseconds that something must hold before it is shown, and must be over before it is hidden. */
  readonly on: number
  readonly off: number
  /** At most this many are shown at once; who is shown stays until it is over. */
  readonly most?: number
}

export const unsettled: Settling = { shown: new Set(), since: new Map() }

/**
 * Calms a flickering fact: `active` are those for whom it holds now, the most important first.
 * Returns what to show and when to ask again, if nothing else happens before.
 */
export const settle = (
  before: Settling,
  active: readonly string[],
  now: number,
  { on, off, most = Number.POSITIVE_INFINITY }: SettleRules,
) => {
  const shown = new Set(before.shown)
  const since = new Map<string, number>()
  let wakeAt: number | undefined
  const due = (id: string, pause: number): boolean => {
    const start = before.since.get(id) ?? now
    if (now - start >= pause) return true
    since.set(id, start)
    wakeAt = Math.min(wakeAt ?? Number.POSITIVE_INFINITY, start + pause)
    return false
  }
  for (const id of before.shown) if (!active.includes(id) && due(id, off)) shown.delete(id)
  for (const id of active) if (!shown.has(id) && due(id, on) && shown.size < most) shown.add(id)
  return { state: { shown, since } satisfies Settling, wakeAt }
}
