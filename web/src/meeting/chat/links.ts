/** A piece of a message: text, or an address that a link leads to. */
export interface Piece {
  readonly text: string
  readonly href?: string
}

/** What stands between quotes or angle brackets ends there. */
const address = /(?<![\p{L}\p{N}])https?:\/\/[^\s<>"'`{}|\\^]+/giu
const closing = /[.,;:!?…)\]*_~»”’“‘]$/u

/** Without what belongs to the sentence around it. A bracket that was opened in the address is closed there. */
const trimmed = (found: string): string => {
  let text = found
  while (closing.test(text)) {
    const isOwn = text.endsWith(')') && text.split('(').length >= text.split(')').length
    if (isOwn) break
    text = text.slice(0, -1)
  }
  return text
}

/** Where it leads, if that is a place in the web. Who writes a name before the place wants it to be taken for the place. */
const hrefOf = (text: string): string | undefined => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  const isWeb = url?.protocol === 'https:' || url?.protocol === 'http:'
  return isWeb && url.hostname !== '' && url.username === '' && url.password === '' ? url.href : undefined
}

/** Web addresses in a text become links; nothing else does, whatever it looks like. */
export const pieces = (text: string): readonly Piece[] => {
  const found: Piece[] = []
  let from = 0
  for (const { 0: match, index } of text.matchAll(address)) {
    const shown = trimmed(match)
    const href = hrefOf(shown)
    if (!href) continue
    if (index > from) found.push({ text: text.slice(from, index) })
    found.push({ text: shown, href })
    from = index + shown.length
  }
  if (from < text.length) found.push({ text: text.slice(from) })
  return found
}
