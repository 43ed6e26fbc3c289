import type { OwnPermissions } from '@runde/contracts/host-operations'
import type { Permissions } from '@runde/contracts/meetings'
import type { Call } from '@runde/service-kit/bus'
import type { Logger } from '@runde/service-kit/log'
import { bringInLineOrLater, type Deps as LineDeps } from './bring-in-line.ts'
import { unknownParticipant } from './find-participant.ts'
import type { FoundMeeting, Meetings } from './ports/meetings.ts'
import { permissionsOf } from './state/permissions.ts'

export interface Deps extends LineDeps {
  readonly meetings: LineDeps['meetings'] & Pick<Meetings, 'permit'>
  readonly log: Logger
}

interface Asked {
  readonly participant_id: string
  readonly permissions: OwnPermissions
}

/** Gives or takes what one participant may send, whatever holds for the others. Of a host or co-host it holds once they are neither. */
export const permitParticipant =
  (deps: Deps) =>
  async ({ state }: FoundMeeting, { participant_id, permissions }: Asked, call: Call): Promise<{ permissions: Permissions }> => {
    const { meetings, log } = deps
    const { meeting_id } = state
    const record = await meetings.permit(meeting_id, participant_id, permissions)
    if (!record) throw unknownParticipant()
    await bringInLineOrLater(deps, { meeting_id, participant_id }, call)
    log.info({ meeting_id, participant_id, ...permissions }, 'permissions given by a host')
    return { permissions: permissionsOf(state, record) }
  }
