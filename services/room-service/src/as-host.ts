import { RundeError } from '@runde/contracts/errors'
import type { Role } from '@runde/contracts/meetings'
import type { Call } from '@runde/service-kit/bus'
import { type Deps as FindDeps, mustFind } from './find-meeting.ts'
import { isBanned, participantBySession } from './find-participant.ts'
import type { FoundMeeting, Meetings } from './ports/meetings.ts'
import { isHostKey } from './state/host-key.ts'
import { isOver } from './state/meeting-state.ts'

export interface Deps extends FindDeps {
  readonly meetings: Pick<Meetings, 'find' | 'participant' | 'banned' | 'recordOrder'>
}

/** Who gives an order: a participant, or whoever came with the key itself. */
export interface Actor {
  readonly role: Exclude<Role, 'participant'>
  readonly participant_id?: string
}

interface Asked {
  readonly meeting_id: string
  readonly credential?: string
}

/** An operation that not everybody with the link may do. */
export interface HostOperation<Request extends Asked, Reply> {
  /** Names it in the meeting's audit; without a name it is a question and stands in none. */
  readonly order?: string
  /** What the audit says of the request, if not all of it. */
  readonly audited?: (request: Omit<Request, 'credential'>) => Readonly<Record<string, unknown>>
  /** Whether co-hosts may do it. */
  readonly coHosts: boolean
  /** Whether it may be asked of a meeting that has ended; not unless it says so. */
  readonly afterTheEnd?: boolean
  /** Refuses what this actor may not do to this participant, say. @throws RundeError `not_host` */
  readonly permit?: (request: Omit<Request, 'credential'>, actor: Actor) => Promise<void>
  readonly run: (found: FoundMeeting, request: Omit<Request, 'credential'>, call: Call) => Promise<Reply>
}

const notHost = (detail: string) => new RundeError('not_host', detail)

/** @throws RundeError `not_host` when the key opens another meeting, or none */
export const mustBeHostKey = ({ state }: FoundMeeting, hostKey: string): void => {
  if (!isHostKey(state.host_keys, hostKey)) throw notHost('The key is not a host key of this meeting.')
}

const actorBySession = async ({ meetings }: Deps, meetingId: string, token: string): Promise<Actor | undefined> => {
  const known = await participantBySession(meetings, meetingId, token)
  if (!known?.record.role || (await isBanned(meetings, known))) return undefined
  return { role: known.record.role, participant_id: known.participant_id }
}

/** @throws RundeError `host_key_missing`, `not_host` */
const actorOf = async (deps: Deps, found: FoundMeeting, credential: string | undefined, coHosts: boolean): Promise<Actor> => {
  if (credential === undefined) throw new RundeError('host_key_missing', 'Only a host may do this, and no host key was sent.')
  const { meeting_id } = found.state
  const actor = await actorBySession(deps, meeting_id, credential)
  if (actor && (coHosts || actor.role === 'host')) return actor
  if (actor) throw notHost('A co-host may not do this.')
  mustBeHostKey(found, credential)
  return { role: 'host' }
}

/**
 * The operation for hosts of this very meeting, by their key or by the role that they have now. Every operation of hosts stands
 * behind it, and nothing else decides. What they may order is written into the meeting's audit before it is carried out, so that
 * nothing is missing.
 */
export const asHost =
  <Request extends Asked, Reply>(
    deps: Deps,
    { order, audited = (request) => request, coHosts, afterTheEnd = false, permit, run }: HostOperation<Request, Reply>,
  ) =>
  async ({ credential, ...request }: Request, call: Call): Promise<Reply> => {
    const found = await mustFind(deps, request.meeting_id, call)
    const actor = await actorOf(deps, found, credential, coHosts)
    await permit?.(request, actor)
    if (!afterTheEnd && isOver(found.state, found.now)) throw new RundeError('meeting_ended', 'The meeting has ended.')
    if (order !== undefined) await deps.meetings.recordOrder(request.meeting_id, { actor, order, details: audited(request) })
    return run(found, request, call)
  }
