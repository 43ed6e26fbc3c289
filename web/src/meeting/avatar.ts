const titles = /^(dr|prof|mag|ing|dipl|mr|mrs|ms|herr|frau)\.?$/i

const segments = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

const first = (word: string): string => segments.segment(word)[Symbol.iterator]().next().value?.segment ?? ''

/** One or two letters for a face that is not shown: first and last name, without titles. */
export const initials = (name: string): string => {
  const words = name.split(/\s+/u).filter((word) => /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(word))
  const names = words.filter((word) => !titles.test(word))
  const [one, ...rest] = names.length > 0 ? names : words
  return `${first(one ?? '?')}${first(rest.at(-1) ?? '')}`.toLocaleUpperCase()
}

/** One of twelve colours, the same for a person on every screen. */
export const hueOf = (identity: string): number => {
  let hash = 0
  for (const char of identity) hash = (hash * 31 + (char.codePointAt(0) ?? 0)) >>> 0
  return hash % 12
}
