import type { AskableSource, MutableSource, OwnPermissions } from '@runde/contracts/host-operations'
import { hostPaths } from '@runde/contracts/host-paths'
import type { Permissions } from '@runde/contracts/meetings'
import { pathTo } from '@runde/contracts/paths'
import type {
  Audit,
  ChangedMeeting,
  GrantedHostKey,
  HostKeys,
  LetIn,
  LoweredHands,
  PeopleOfMeeting,
  SettingsBody,
} from '@runde/contracts/rest'
import { call, meetingInfo } from '../api.ts'

export type Banned = PeopleOfMeeting['banned'][number]

/** What the server does for a host or co-host of this meeting. Each rejects with an `ApiError`. */
export const hostRequests = (id: string, bearer: string) => ({
  change: (body: SettingsBody) => call<ChangedMeeting>(pathTo(hostPaths.meeting, id), { method: 'PATCH', body, bearer }),
  end: () => call<ChangedMeeting>(pathTo(hostPaths.meeting, id), { method: 'DELETE', bearer }),
  /** Who is here, who waits and who was banned. */
  people: () => call<PeopleOfMeeting>(pathTo(hostPaths.meetingParticipants, id), { bearer }),
  admit: (participant: string) => call<LetIn>(pathTo(hostPaths.admitParticipant, id, participant), { method: 'POST', bearer }),
  admitAll: () => call<LetIn>(pathTo(hostPaths.admitAll, id), { method: 'POST', bearer }),
  deny: (participant: string, reason: string) =>
    call(pathTo(hostPaths.denyParticipant, id, participant), { body: { ...(reason && { reason }) }, bearer }),
  /** Of everybody who is no host, if nobody is named. */
  mute: (source: MutableSource, participant?: string) =>
    call<{ readonly muted: number }>(pathTo(participant ? hostPaths.muteParticipant : hostPaths.muteAll, id, participant), {
      body: { source },
      bearer,
    }),
  /** Null: as for the others. Answers with what holds for them now. */
  permit: (participant: string, body: OwnPermissions) =>
    call<{ readonly permissions: Permissions }>(pathTo(hostPaths.permitParticipant, id, participant), { body, bearer }),
  ask: (participant: string, source: AskableSource) =>
    call(pathTo(hostPaths.askParticipant, id, participant), { body: { source }, bearer }),
  lowerHand: (participant: string) => call<LoweredHands>(pathTo(hostPaths.lowerHand, id, participant), { method: 'POST', bearer }),
  lowerHands: () => call<LoweredHands>(pathTo(hostPaths.lowerHands, id), { method: 'POST', bearer }),
  remove: (participant: string, ban: boolean) => call(pathTo(hostPaths.removeParticipant, id, participant), { body: { ban }, bearer }),
  unban: (participant: string) => call(pathTo(hostPaths.unbanParticipant, id, participant), { method: 'POST', bearer }),
  promote: (participant: string) => call(pathTo(hostPaths.promoteParticipant, id, participant), { method: 'POST', bearer }),
  demote: (participant: string) => call(pathTo(hostPaths.demoteParticipant, id, participant), { method: 'POST', bearer }),
  /** What everybody may know of the meeting. */
  info: () => meetingInfo(id),
  hostKeys: async () => (await call<HostKeys>(pathTo(hostPaths.hostKeys, id), { bearer })).host_keys,
  grantHostKey: (key: string) => call<GrantedHostKey>(pathTo(hostPaths.hostKeys, id), { method: 'POST', key, bearer }),
  revokeHostKey: (hostKey: string) => call(pathTo(hostPaths.hostKey, id, hostKey), { method: 'DELETE', bearer }),
  audit: async () => (await call<Audit>(pathTo(hostPaths.meetingAudit, id), { bearer })).entries,
})
