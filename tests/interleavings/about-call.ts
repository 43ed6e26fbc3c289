type Known = Readonly<Record<string, unknown>>

const isKnown = (value: unknown): value is Known => typeof value === 'object' && value !== null

/** Names and numbers that a seed decides; ids of entries and sessions are left out. */
const aboutValue = (value: unknown): string => {
  // Metadata is sealed, and another text each time.
  if (typeof value === 'string') return value.startsWith('{') ? '' : value
  if (typeof value === 'number') return `${value}`
  if (Array.isArray(value)) return value.every(isKnown) ? value.map(aboutValue).join('+') : `${value.length} of them`
  if (!isKnown(value)) return ''
  const { state, meeting_id, type, participant_id, version } = value
  if (isKnown(state)) return `${state.meeting_id} ${state.status} v${state.version}`
  const parts = [type, meeting_id, participant_id, version === undefined ? undefined : `v${version}`]
  return parts.filter((part) => part !== undefined).join(' ')
}

/** What a call is about, in a few words for the trace; the last arguments (deadlines, options) say nothing. */
export const aboutCall = (args: readonly unknown[]): string =>
  args
    .map(aboutValue)
    .filter((text) => text !== '')
    .join(', ')

/** What came back, in a few words. */
export const aboutAnswer = (value: unknown): string => {
  if (value === undefined) return 'nothing'
  if (typeof value === 'boolean' || typeof value === 'number') return `${value}`
  if (Array.isArray(value)) return `${value.length}`
  if (!isKnown(value)) return ''
  const { outcome, status, version, state, room_sid } = value
  if (typeof outcome === 'string') return outcome
  if (isKnown(state)) return `${state.status} v${state.version}`
  return [status, version === undefined ? undefined : `v${version}`, room_sid].filter((part) => part !== undefined).join(' ')
}
