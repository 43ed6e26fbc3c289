import { metrics } from '@opentelemetry/api'
import { type DeadLetter, deadLetterSubject, deadLetters } from '@runde/contracts/dead-letters'
import type { Bus } from './bus.ts'
import { within } from './deadline.ts'
import type { Logger } from './log.ts'

/** Milliseconds to store one. */
const patience = 5_000
/** Letters read in one go. */
const page = 500

/** Keeps a message that is given up, and says so. @throws RundeError `unavailable`; then it must not be given up yet. */
export const keepDeadLetter = async (bus: Pick<Bus, 'publish'>, letter: DeadLetter, log: Logger): Promise<void> => {
  const { stream, sequence, consumer, reason } = letter
  const id = `${stream}:${sequence}:${consumer}`
  await bus.publish(deadLetters, letter, { subject: deadLetterSubject(letter), id }, within(patience))
  metrics
    .getMeter('runde')
    .createCounter('runde.dead_letters', { description: 'Messages that were given up and kept for a person to look at' })
    .add(1, { stream, consumer })
  log.error({ stream, sequence, consumer, reason }, 'a message was given up; it is kept as a dead letter')
}

/** The newest dead letters, the latest first, at most `limit`. @throws RundeError `unavailable` */
export const listDeadLetters = async (bus: Pick<Bus, 'history'>, limit: number): Promise<readonly DeadLetter[]> => {
  const call = within(patience)
  let newest: DeadLetter[] = []
  for (let after = 0; ; ) {
    const letters = await bus.history(deadLetters, { subjects: deadLetters.subjects, after, limit: page }, call)
    newest = [...newest, ...letters.map(({ message }) => message)].slice(-limit)
    after = letters.at(-1)?.place ?? after
    if (letters.length < page) return newest.reverse()
  }
}
