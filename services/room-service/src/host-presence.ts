import type { Meetings } from './ports/meetings.ts'

/** Whether somebody is connected who can let others in. */
export const hasHost = async ({ connectedParticipants }: Pick<Meetings, 'connectedParticipants'>, meetingId: string): Promise<boolean> =>
  (await connectedParticipants(meetingId)).some(({ record }) => record.role !== undefined)
