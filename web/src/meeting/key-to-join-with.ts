interface Known {
  /** What the server says of the meeting. */
  readonly encrypted: boolean
  /** What this browser has, from the link. */
  readonly key: string | undefined
  readonly able: boolean
}

/**
 * The key of an encrypted meeting, undefined where nothing is encrypted; throws rather than connect without encryption. Whoever has
 * a key was invited to an encrypted meeting: a server that says otherwise is not believed.
 */
export const keyToJoinWith = ({ encrypted, key, able }: Known): string | undefined => {
  if (!(encrypted || key)) return undefined
  if (encrypted && key && able) return key
  throw Object.assign(new Error('Cannot encrypt as the meeting asks'), { code: 'encryption' })
}
