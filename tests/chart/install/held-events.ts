import { setTimeout as pause } from 'node:timers/promises'
import { type EventReader, followMeeting } from '../../support/event-source.ts'
import { until } from '../../support/wait.ts'

export interface HeldEvents {
  /** How often the stream was opened: it ends with the replica that it comes from. */
  readonly opened: () => number
  /** Answers that were no stream, and connections that failed. */
  readonly failures: readonly string[]
  /** Every name of the meeting that was told, in the order of the telling; the same again does not count. */
  readonly names: () => readonly string[]
  readonly stop: () => Promise<void>
}

const longerThanAnyRun = 3_600_000
/** Milliseconds before another attempt where no server said how long to wait. */
const usualPause = 1_000

/** Follows a meeting for as long as it is wanted, and comes back as browsers do: after the pause that was asked for, with the last id. */
export const holdEvents = (baseUrl: string, meetingId: string): HeldEvents => {
  const failures: string[] = []
  const readers: EventReader[] = []
  let stopping = false
  const events = () => readers.flatMap((reader) => reader.events)
  const open = async () => {
    await using reader = await followMeeting(baseUrl, meetingId, { lastEventId: events().at(-1)?.id })
    readers.push(reader)
    if (reader.status === 200) await until(() => reader.ended() || stopping, { what: 'the end of the stream', within: longerThanAnyRun })
    else failures.push(`${reader.status} ${reader.problem.code ?? ''}`)
    return reader.retries.at(-1) ?? usualPause
  }
  const run = async () => {
    while (!stopping) {
      const asked = await open().catch((error: Error) => {
        failures.push(String(error.cause ?? error))
        return usualPause
      })
      if (!stopping) await pause(asked)
    }
  }
  const running = run()
  return {
    opened: () => readers.length,
    failures,
    names: () => {
      const told: string[] = events().flatMap(({ name, data }) => (name === 'meeting' ? [data.name] : []))
      return told.filter((name, index) => name !== told[index - 1])
    },
    stop: async () => {
      stopping = true
      await running
    },
  }
}
