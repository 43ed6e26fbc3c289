import { RundeError } from '@runde/contracts/errors'
import type { Call } from '@runde/service-kit/bus'
import { type Deps as FindDeps, mustFind } from './find-meeting.ts'
import type { FoundMeeting } from './ports/meetings.ts'
import { isHostKey } from './state/host-key.ts'

interface Asked {
  readonly meeting_id: string
  readonly host_key?: string
}

/** @throws RundeError `host_key_missing`, or `not_host` when the key opens another meeting, or none */
export const mustBeHost = ({ state }: FoundMeeting, hostKey: string | undefined): void => {
  if (hostKey === undefined) throw new RundeError('host_key_missing', 'Only a host may do this, and no host key was sent.')
  if (!isHostKey(state.host_keys, hostKey)) throw new RundeError('not_host', 'The key is not a host key of this meeting.')
}

/** The operation for whoever holds a key of this very meeting. Every operation of a host stands behind it, and nothing else decides. */
export const asHost =
  <Request extends Asked, Reply>(deps: FindDeps, operation: (request: Request, call: Call) => Promise<Reply>) =>
  async (request: Request, call: Call): Promise<Reply> => {
    mustBeHost(await mustFind(deps, request.meeting_id, call), request.host_key)
    return operation(request, call)
  }
