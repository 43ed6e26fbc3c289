interface WithHand {
  readonly identity: string
  /** Milliseconds since the epoch since when it is up; 0: it is down. */
  readonly hand: number
}

/** Who has raised their hand, first come, first: the same queue for everybody. */
export const raisedHands = <One extends WithHand>(people: readonly One[]): One[] =>
  people.filter(({ hand }) => hand > 0).sort((one, other) => one.hand - other.hand || (one.identity < other.identity ? -1 : 1))

/** The place in the queue, from 1; undefined for whoever is not in it. */
export const placeInQueue = (queue: readonly WithHand[], identity: string): number | undefined => {
  const at = queue.findIndex((one) => one.identity === identity)
  return at < 0 ? undefined : at + 1
}

/** Whose hand is up now and was not before, with their places. */
export const newHands = <One extends WithHand>(
  before: ReadonlySet<string>,
  queue: readonly One[],
): readonly { readonly person: One; readonly place: number }[] =>
  queue.flatMap((person, at) => (before.has(person.identity) ? [] : [{ person, place: at + 1 }]))
