/** Characters that a message may have. The contract's, whose module would bring the schemas of every answer into the page. */
export const longest = 2000

const forbidden = /(?!\n)[\p{Cc}\u2028\u2029\u061c\u202a-\u202e\u2066-\u2069]/gu
const visible = /[\p{L}\p{N}\p{S}\p{P}]/u

/** What somebody has typed or pasted, as the server takes it: undefined when there is nothing to be sent. */
export const written = (typed: string): string | undefined => {
  const text = typed
    .replaceAll(/\r\n?|\u2028|\u2029/g, '\n')
    .replaceAll('\t', ' ')
    .replaceAll(forbidden, '')
    .trim()
  return visible.test(text) ? text : undefined
}

/** How many more characters fit. */
export const left = (text: string): number => longest - [...text].length
