import { setTimeout as pause } from 'node:timers/promises'
import { type EventReader, followMeeting } from '../../support/event-source.ts'
import { until } from '../../support/wait.ts'

export interface HeldEvents {
  /** How often the stream was opened: it ends with the replica that it comes from. */
  readonly opened: () => number
  /** Answers that were no stream, and connections that failed. */
  readonly failures: readonly string[]
  /** Every name of the meeting that was told, in the order of the telling. */
  readonly names: readonly string[]
  readonly stop: () => Promise<void>
}

const longerThanAnyRun = 3_600_000

/** Follows a meeting for as long as it is wanted, and comes back as browsers do: after the pause that was asked for, with the last id. */
export const holdEvents = (baseUrl: string, meetingId: string): HeldEvents => {
  const failures: string[] = []
  const names: string[] = []
  let [opened, stopping] = [0, false]
  let lastEventId: string | undefined
  const hear = async (reader: EventReader) => {
    if (reader.status !== 200) failures.push(`${reader.status} ${reader.problem.code ?? ''}`)
    await until(() => reader.ended() || stopping || reader.status !== 200, { what: 'the end of the stream', within: longerThanAnyRun })
    for (const { name, data, id } of reader.events) {
      if (name === 'meeting' && data.name !== names.at(-1)) names.push(data.name)
      lastEventId = id
    }
    return reader.retries.at(-1) ?? 0
  }
  const open = async () => {
    opened += 1
    await using reader = await followMeeting(baseUrl, meetingId, { lastEventId })
    return await hear(reader)
  }
  const run = async () => {
    while (!stopping) {
      const asked = await open().catch((error: Error) => {
        failures.push(String(error.cause ?? error))
        return 1_000
      })
      if (!stopping) await pause(asked)
    }
  }
  const running = run()
  return {
    opened: () => opened,
    failures,
    names,
    stop: async () => {
      stopping = true
      await running
    },
  }
}
