import { optionsOf } from '../change-meeting.ts'
import type { FoundMeeting, Meetings } from '../ports/meetings.ts'
import { decideAll, type MeetingCommand } from '../state/meeting-machine.ts'

/**
 * Gives all of these meetings of one shard one command after the other, in one write; answers those that were written. Whoever
 * was changed meanwhile comes again after the claim.
 */
export const changeAll = async (
  { commitAll }: Pick<Meetings, 'commitAll'>,
  meetings: readonly FoundMeeting[],
  ...commands: readonly MeetingCommand[]
): Promise<FoundMeeting[]> => {
  const commits = meetings.flatMap((found) => {
    const decision = decideAll(found.state, commands, found.now)
    if ('refused' in decision || decision.changes.length === 0) return []
    return [{ found, changes: decision.changes, ...optionsOf(found, decision.changes) }]
  })
  const states = await commitAll(commits)
  return commits.flatMap(({ found }, at) => {
    const state = states[at]
    return state ? [{ ...found, state }] : []
  })
}
