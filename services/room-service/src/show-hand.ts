import type { Call } from '@runde/service-kit/bus'
import type { Meetings } from './ports/meetings.ts'
import type { Rooms } from './ports/rooms.ts'

export interface Deps {
  readonly meetings: Pick<Meetings, 'participant'>
  readonly rooms: Pick<Rooms, 'show'>
}

interface About {
  readonly meeting_id: string
  readonly participant_id: string
  /** Unix milliseconds since when LiveKit shows their hand, as far as it is known; 0: it shows none. */
  readonly shown?: number
}

/** Whoever raises or lowers it meanwhile shows it too; each round means that somebody else went ahead. */
const attempts = 5

/**
 * Makes LiveKit show somebody's hand as it is stored. That is read again after every write to LiveKit, so that of two who raise
 * and lower it at once the last one's word stands. Answers since when it is up, Unix milliseconds; 0: it is down.
 */
export const showHand = async ({ meetings, rooms }: Deps, { meeting_id, participant_id, shown }: About, call: Call): Promise<number> => {
  let told = shown
  for (let attempt = 0; attempt < attempts; attempt++) {
    const { hand = 0 } = (await meetings.participant(meeting_id, participant_id))?.record ?? {}
    if (hand === told) break
    await rooms.show(meeting_id, participant_id, { hand: hand || 'down' }, call)
    told = hand
  }
  return told ?? 0
}
