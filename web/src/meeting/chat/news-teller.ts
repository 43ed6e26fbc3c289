import { compareIds, type Message } from './message.ts'

/** Milliseconds between two messages that are spoken. */
const pause = 5000
/** Characters of a message that are spoken. */
const most = 100

/** What is spoken of a message: in one line, and no more of it than a sentence. */
export const spokenText = (text: string): string => {
  const characters = [...text.replaceAll(/\s+/g, ' ').trim()]
  if (characters.length <= most) return characters.join('')
  const start = characters.slice(0, most).join('')
  const space = start.lastIndexOf(' ')
  return `${space > start.length / 2 ? start.slice(0, space) : start} …`
}

interface News {
  /** To be told now. */
  readonly message?: Message & { readonly text: string }
  /** Milliseconds after which to ask again. */
  readonly wait?: number
}

const isReadable = (message: Message): message is Message & { readonly text: string } => message.text !== undefined

/** Chooses what is told of unread messages: the latest that can be read, one every few seconds, none twice. */
export const newsTeller = () => {
  let told = ''
  let toldAt = Number.NEGATIVE_INFINITY
  return (unread: readonly Message[], now: number): News => {
    const message = unread.findLast(isReadable)
    if (!message || compareIds(message.id, told) <= 0) return {}
    if (now < toldAt + pause) return { wait: toldAt + pause - now }
    told = message.id
    toldAt = now
    return { message }
  }
}
