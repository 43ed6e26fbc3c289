/** A list that was read again, with the very entries of before wherever they are the same people: their rows, and the focus in them, stay. */
export const keepKnown = <Entry extends { readonly participant_id: string; readonly display_name: string }>(
  before: readonly Entry[],
  now: readonly Entry[],
): readonly Entry[] => {
  const known = new Map(before.map((entry) => [entry.participant_id, entry]))
  const kept = now.map((entry) => {
    const same = known.get(entry.participant_id)
    return same?.display_name === entry.display_name ? same : entry
  })
  return kept.length === before.length && kept.every((entry, at) => entry === before[at]) ? before : kept
}
