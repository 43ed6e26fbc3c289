import { type Finding, failed, ok, warning } from './check.ts'
import type { ReceivedEvent } from './event-stream.ts'
import type { Person } from './peers/person.ts'
import { settings } from './settings.ts'

/**
 * Milliseconds in which a coming or going has to be known. room-service asks LiveKit by itself, but more seldom than people
 * come and go here, so that without webhooks some are missing or late.
 */
export const inTime = 5_000
const slow = 2_000

const about = ({ participantId }: Person, what: 'joined' | 'left', events: readonly ReceivedEvent[]): number | undefined =>
  events.find((event) => event.name === 'participants' && event.data[what]?.participant_id === participantId)?.at

/** Milliseconds after which each coming and going was known; undefined where it is not. */
export const delays = (people: readonly Person[], events: readonly ReceivedEvent[]): readonly (number | undefined)[] =>
  people.flatMap((person) =>
    (['joined', 'left'] as const).flatMap((what) => {
      const happened = what === 'joined' ? person.connectedAt : person.leftAt
      if (happened === undefined) return []
      const known = about(person, what, events)
      return [known === undefined ? undefined : Math.max(0, known - happened)]
    }),
  )

/** Whether LiveKit's webhooks reach us, as can be told from outside: who comes and goes is known at once. */
export const judgeWebhooks = (people: readonly Person[], events: readonly ReceivedEvent[]): Finding => {
  const all = delays(people, events)
  const known = all.filter((delay) => delay !== undefined)
  const prompt = known.filter((delay) => delay <= inTime)
  if (prompt.length < all.length) {
    const reports = prompt.length === 0 ? `none of ${all.length}` : `only ${prompt.length} of ${all.length}`
    return failed(
      `People came and went on LiveKit, and ${reports} reports of it arrived: its webhooks do not reach us, or are refused.`,
      settings.webhookUrl,
      settings.webhookKey,
    )
  }
  const longest = Math.max(...prompt)
  const detail = `${all.length} comings and goings were known, the slowest after ${Math.round(longest)} ms.`
  return longest > slow ? warning(`Webhooks are slow: ${detail}`, settings.slow) : ok(detail)
}
