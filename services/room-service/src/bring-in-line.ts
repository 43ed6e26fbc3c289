import type { Permissions } from '@runde/contracts/meetings'
import { isSame } from '@runde/contracts/permissions'
import type { Call } from '@runde/service-kit/bus'
import type { Logger } from '@runde/service-kit/log'
import type { Meetings } from './ports/meetings.ts'
import type { Rooms } from './ports/rooms.ts'
import { isOver } from './state/meeting-state.ts'
import { permissionsOf } from './state/permissions.ts'

export interface Deps {
  readonly meetings: Pick<Meetings, 'find' | 'participant' | 'connectedParticipants'>
  readonly rooms: Pick<Rooms, 'permit'>
}

interface About {
  readonly meeting_id: string
  /** Without one: everybody who is connected. */
  readonly participant_id?: string
  /** What LiveKit lets people send, as far as it is known. */
  readonly granted?: Iterable<readonly [string, Permissions]>
}

/** Whoever changes what is in force meanwhile brings it in line too; each round means that somebody else went ahead. */
const attempts = 5

/**
 * Makes LiveKit let people send what is in force for them, and nothing beyond. What is in force is read after every write to
 * LiveKit, so that of two who change it at once the last one's word stands. Nobody is asked about who is not known, or about a
 * meeting that is over.
 */
export const bringInLine = async (
  { meetings, rooms }: Deps,
  { meeting_id, participant_id, granted = [] }: About,
  call: Call,
): Promise<void> => {
  const told = new Map(granted)
  const read = async () => {
    if (participant_id === undefined) return meetings.connectedParticipants(meeting_id)
    const known = await meetings.participant(meeting_id, participant_id)
    return known ? [known] : []
  }
  for (let attempt = 0; attempt < attempts; attempt++) {
    const [found, people] = await Promise.all([meetings.find(meeting_id), read()])
    if (!found || isOver(found.state, found.now)) return
    const wanted = new Map<string, Permissions>()
    for (const { participant_id: id, record } of people) {
      const [inForce, known] = [permissionsOf(found.state, record), told.get(id)]
      // Of somebody with a role nothing changes by what the meeting permits.
      const isNews = known ? !isSame(known, inForce) : participant_id !== undefined || record.role === undefined
      if (isNews) wanted.set(id, inForce)
    }
    if (wanted.size === 0) return
    await rooms.permit(meeting_id, wanted, call)
    for (const [id, permissions] of wanted) told.set(id, permissions)
  }
}

/** The same where it may wait: whom LiveKit is not told of now, it is told of when they come, or by the next comparison. */
export const bringInLineOrLater = (deps: Deps & { readonly log: Logger }, about: About, call: Call): Promise<void> =>
  bringInLine(deps, about, call).catch((error) =>
    deps.log.warn({ err: error, meeting_id: about.meeting_id }, 'permissions are not in force at LiveKit yet'),
  )
