import { isMeetingId } from '@runde/contracts/meeting-id'

/** Where a typed code or link leads, or what is wrong with it. */
export type Destination = { readonly href: string } | { readonly problem: 'short' | 'wrong' }

const codeLength = 10

/** `7KQ MFXR-2rp` and the like to `7kq-mfxr-2rp`; undefined when it cannot be one. */
export const meetingIdOf = (text: string): string | undefined => {
  const plain = text.toLowerCase().replaceAll(/[\s\p{Pd}]/gu, '')
  const id = `${plain.slice(0, 3)}-${plain.slice(3, 7)}-${plain.slice(7)}`
  return isMeetingId(id) ? id : undefined
}

const linkOf = (text: string): URL | undefined => {
  if (!text.includes('/')) return undefined
  const url = URL.parse(/^https?:\/\//i.test(text) ? text : `https://${text}`)
  return url ?? undefined
}

/** Accepts a code with or without dashes in any case, or a link to a meeting, on this server or another, with its keys. */
export const destinationOf = (typed: string, origin: string): Destination => {
  const text = typed.trim()
  const id = meetingIdOf(text)
  if (id) return { href: `/meeting/${id}` }
  const link = linkOf(text)
  if (link) {
    const linked = meetingIdOf(/^\/meeting\/([^/]+)\/?$/.exec(link.pathname)?.[1] ?? '')
    if (!linked) return { problem: 'wrong' }
    const here = link.host === new URL(origin).host
    return { href: `${here ? '' : link.origin}/meeting/${linked}${link.hash}` }
  }
  return { problem: text.replaceAll(/[\s\p{Pd}]/gu, '').length < codeLength ? 'short' : 'wrong' }
}
