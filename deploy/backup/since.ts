import { messageOf, Problem } from '../local/problem.ts'
import type { AskedService, Site } from './site.ts'

/** What has happened since a backup was made, as far as the parts that were not lost can tell. */
export interface Since {
  /** Meetings whose rooms stand, as the rooms' own records tell of them. */
  readonly records: readonly {
    readonly meeting_id: string
    /** Of the meeting when the record was written. */
    readonly version: number
    /** Unix milliseconds. */
    readonly keep_until: number
    /** Names and values in turn. */
    readonly fields: readonly string[]
  }[]
  /** Meetings that were ended, and the version by which they were. */
  readonly ended: readonly { readonly meeting_id: string; readonly version: number }[]
}

export const nothing: Since = { records: [], ended: [] }

/** A program of the service, which writes a line of JSON for each. */
const askService = async <T>(site: Site, service: AskedService, program: string): Promise<T[]> => {
  const output = await site.inService(service, [site.programOf(service, program)]).catch((cause) => {
    throw new Problem(
      `${service} could not be asked what has happened since the backup: ${messageOf(cause)}\n` +
        'Start it and try again; or restore without asking, by --alone: what was changed or ended since then is not known any more.',
      { cause },
    )
  })
  return output
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as T)
}

/** LiveKit knows the rooms, and NATS the events of the last day. */
export const askSince = async (site: Site): Promise<Since> => ({
  records: await askService(site, 'room-service', 'print-records'),
  ended: await askService(site, 'gateway', 'print-endings'),
})
