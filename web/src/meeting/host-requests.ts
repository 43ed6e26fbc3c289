import type { AskableSource, MutableSource, OwnPermissions } from '@runde/contracts/host-operations'
import type { Permissions } from '@runde/contracts/meetings'
import { paths, pathTo } from '@runde/contracts/paths'
import type { Audit, ChangedMeeting, LetIn, PeopleOfMeeting, SettingsBody } from '@runde/contracts/rest'
import { call } from '../api.ts'

export type Banned = PeopleOfMeeting['banned'][number]

/** What the server does for a host or co-host of this meeting. Each rejects with an `ApiError`. */
export const hostRequests = (id: string, bearer: string) => ({
  change: (body: SettingsBody) => call<ChangedMeeting>(pathTo(paths.meeting, id), { method: 'PATCH', body, bearer }),
  end: () => call<ChangedMeeting>(pathTo(paths.meeting, id), { method: 'DELETE', bearer }),
  /** Who is here, who waits and who was banned. */
  people: () => call<PeopleOfMeeting>(pathTo(paths.meetingParticipants, id), { bearer }),
  admit: (participant: string) => call<LetIn>(pathTo(paths.admitParticipant, id, participant), { method: 'POST', bearer }),
  admitAll: () => call<LetIn>(pathTo(paths.admitAll, id), { method: 'POST', bearer }),
  deny: (participant: string, reason: string) =>
    call(pathTo(paths.denyParticipant, id, participant), { body: { ...(reason && { reason }) }, bearer }),
  /** Of everybody who is no host, if nobody is named. */
  mute: (source: MutableSource, participant?: string) =>
    call<{ readonly muted: number }>(pathTo(participant ? paths.muteParticipant : paths.muteAll, id, participant), {
      body: { source },
      bearer,
    }),
  /** Null: as for the others. Answers with what holds for them now. */
  permit: (participant: string, body: OwnPermissions) =>
    call<{ readonly permissions: Permissions }>(pathTo(paths.permitParticipant, id, participant), { body, bearer }),
  ask: (participant: string, source: AskableSource) => call(pathTo(paths.askParticipant, id, participant), { body: { source }, bearer }),
  remove: (participant: string, ban: boolean) => call(pathTo(paths.removeParticipant, id, participant), { body: { ban }, bearer }),
  unban: (participant: string) => call(pathTo(paths.unbanParticipant, id, participant), { method: 'POST', bearer }),
  promote: (participant: string) => call(pathTo(paths.promoteParticipant, id, participant), { method: 'POST', bearer }),
  demote: (participant: string) => call(pathTo(paths.demoteParticipant, id, participant), { method: 'POST', bearer }),
  audit: async () => (await call<Audit>(pathTo(paths.meetingAudit, id), { bearer })).entries,
})
