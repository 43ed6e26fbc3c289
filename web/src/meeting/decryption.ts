/** Of one person: when a frame of theirs could not be decrypted for the first time in a row, and for the last; milliseconds. */
export interface Failures {
  readonly first: number
  readonly last: number
}

/** A single frame may be damaged, or be older than a key. The SDK tells of a track's once a second at most. */
const surely = 900

/** Two failures further apart are two accidents, unless it was certain already. */
const inARow = 10_000

/** Of a track that goes on failing the SDK tells six times, and then again after a minute. */
export const forgottenAfter = 70_000

export const isFailing = ({ first, last }: Failures, now: number): boolean => last - first >= surely && now - last < forgottenAfter

export const withFailure = (before: Failures | undefined, at: number): Failures => ({
  first: before && (at - before.last < inARow || isFailing(before, at)) ? before.first : at,
  last: at,
})

/** By the SDK's own words: the key does not fit, or there is none of this number. All else is no matter of keys. */
export const isAboutKey = ({ message }: Error): boolean => /^(InvalidKey|MissingKey)\b/.test(message)

export interface Sender {
  readonly identity: string
  readonly own: boolean
  readonly clear: boolean
  readonly microphone: boolean
  readonly cameraOn: boolean
  readonly camera: unknown
  readonly sharing: boolean
}

/** Whether it is the own key that is wrong, for all that can be known: nobody of whom something arrives can be decrypted. */
export const isOwnKeyWrong = (people: readonly Sender[], undecryptable: ReadonlySet<string>): boolean => {
  const arriving = people.filter((one) => !one.own && !one.clear && (one.microphone || (one.cameraOn && one.camera) || one.sharing))
  return arriving.length > 0 && arriving.every(({ identity }) => undecryptable.has(identity))
}
