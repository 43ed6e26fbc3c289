import { meetingIdOf } from './home/meeting-link.ts'
import { isMediaKey } from './media-key.ts'

/** The key that was pasted, or what is wrong: there is none in it, or it belongs to another meeting. */
export type PastedKey = { readonly key: string } | { readonly problem: 'none' | 'other' }

/** Accepts the whole link of this meeting, or the key alone. */
export const pastedKey = (pasted: string, meetingId: string): PastedKey => {
  const text = pasted.trim()
  if (isMediaKey(text)) return { key: text }
  const [link = '', fragment = ''] = text.split('#')
  const linked = meetingIdOf(/\/meeting\/([^/?]+)/.exec(link)?.[1] ?? '')
  if (linked && linked !== meetingId) return { problem: 'other' }
  const key = new URLSearchParams(fragment).get('key') ?? ''
  return isMediaKey(key) ? { key } : { problem: 'none' }
}
