/** A link that makes hosts, as its hosts see it. */
export interface HostLink {
  readonly id: string
  /** Milliseconds since the epoch. */
  readonly madeAt: number
  /** Made with the meeting. */
  readonly first: boolean
}

interface Naming {
  readonly language: string
  readonly say: { readonly firstHostLink: string; hostLinkOf(time: string): string }
}

const timeIn = (language: string, second: boolean): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    ...{ day: 'numeric', month: language === 'en' ? 'short' : 'numeric', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
    ...(second && { second: '2-digit' }),
  })

/** "Link vom 27.11., 23:20" for each; with seconds where that alone would name two. */
export const hostLinkNames = (links: readonly HostLink[], { language, say }: Naming): readonly string[] => {
  const [rough, exact] = [timeIn(language, false), timeIn(language, true)]
  const times = links.filter(({ first }) => !first).map(({ madeAt }) => rough.format(madeAt))
  return links.map(({ first, madeAt }) => {
    if (first) return say.firstHostLink
    const time = rough.format(madeAt)
    return say.hostLinkOf(times.indexOf(time) === times.lastIndexOf(time) ? time : exact.format(madeAt))
  })
}
