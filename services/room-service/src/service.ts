import { findMessage as findMessageRpc, listMessages as listMessagesRpc, sendMessage as sendRpc } from '@runde/contracts/chat'
import { serviceHealth } from '@runde/contracts/health'
import {
  admitWaiting as admitWaitingRpc,
  askToUnmute as askRpc,
  readAudit as auditRpc,
  changeSettings as changeRpc,
  denyWaiting as denyWaitingRpc,
  endMeeting as endRpc,
  grantHostKey as grantKeyRpc,
  listHostKeys as listKeysRpc,
  listParticipants as listRpc,
  lowerHands as lowerRpc,
  muteParticipants as muteRpc,
  permitParticipant as permitRpc,
  removeParticipant as removeRpc,
  revokeHostKey as revokeKeyRpc,
  setRole as roleRpc,
  unbanParticipant as unbanRpc,
} from '@runde/contracts/host-operations'
import { livekitEvents } from '@runde/contracts/livekit-events'
import {
  admitParticipant as admitRpc,
  createMeeting as createRpc,
  findMeeting as findRpc,
  raiseHand as raiseRpc,
  releaseSeat as releaseRpc,
  watchMeeting as watchRpc,
} from '@runde/contracts/meetings'
import type { Bus } from '@runde/service-kit/bus'
import type { Logger } from '@runde/service-kit/log'
import { admitParticipant } from './admit-participant.ts'
import { asHost } from './as-host.ts'
import { askToUnmute } from './ask-to-unmute.ts'
import { auditedSettings, changeSettings } from './change-settings.ts'
import { createMeeting } from './create-meeting.ts'
import { admitWaiting, denyWaiting } from './decide-waiting.ts'
import { endMeeting } from './end-meeting.ts'
import { findMeeting } from './find-meeting.ts'
import { grantHostKey, listHostKeys, revokeHostKey } from './host-keys.ts'
import { listParticipants } from './list-participants.ts'
import { lowerHands } from './lower-hands.ts'
import { muteParticipants } from './mute-participants.ts'
import { permitParticipant } from './permit-participant.ts'
import type { Meetings } from './ports/meetings.ts'
import type { Rooms } from './ports/rooms.ts'
import type { ShardLeases } from './ports/shards.ts'
import { raiseHand } from './raise-hand.ts'
import { readAudit } from './read-audit.ts'
import { findMessage, listMessages } from './read-messages.ts'
import { releaseSeat } from './release-seat.ts'
import { mayRemove, removeParticipant } from './remove-participant.ts'
import { reportHealth } from './report-health.ts'
import { restoreMeeting } from './restore-meeting.ts'
import { sendMessage } from './send-message.ts'
import { setRole } from './set-role.ts'
import type { KeyedHostKey } from './state/host-key.ts'
import type { NewSession } from './state/participant-session.ts'
import type { HashPasscode } from './state/passcode.ts'
import type { RecoveryRecords } from './state/recovery-record.ts'
import { unbanParticipant } from './unban-participant.ts'
import { recordLivekitEvent } from './upkeep/record-livekit-event.ts'
import { startUpkeep } from './upkeep/start-upkeep.ts'
import { watchMeeting } from './watch-meeting.ts'

/** The ports through which everything reaches the world (store, bus, LiveKit; the clock is the store's), and what is made of the secret. */
export interface Deps {
  readonly bus: Bus
  readonly log: Logger
  readonly meetings: Meetings
  readonly leases: ShardLeases
  readonly rooms: Rooms
  readonly records: RecoveryRecords
  readonly keyedSession: (meetingId: string, idempotencyKey: string) => NewSession
  readonly keyedHostKey: KeyedHostKey
  readonly hashPasscode: HashPasscode
  readonly fitsKey: (meetingId: string, keyHash: string) => boolean
  readonly onOutbox: (listener: (shard: number) => void) => void
  /** Names this process among the replicas. */
  readonly replica: string
}

/** Everything that the service does: its operations, one stream of events, and the upkeep of what is stored. */
export const startRoomService = async (ports: Deps): Promise<AsyncDisposable> => {
  const { bus } = ports
  const deps = { ...ports, restoreMeeting: restoreMeeting(ports) }
  await bus.serve(createRpc, createMeeting(deps))
  await bus.serve(findRpc, findMeeting(deps))
  await bus.serve(watchRpc, watchMeeting(deps))
  await bus.serve(admitRpc, admitParticipant(deps))
  await bus.serve(releaseRpc, releaseSeat(deps))
  await bus.serve(raiseRpc, raiseHand(deps))
  await bus.serve(sendRpc, sendMessage(deps))
  await bus.serve(listMessagesRpc, listMessages(deps))
  await bus.serve(findMessageRpc, findMessage(deps))
  await bus.serve(changeRpc, asHost(deps, { order: 'change', audited: auditedSettings, coHosts: true, run: changeSettings(deps) }))
  await bus.serve(endRpc, asHost(deps, { order: 'end', coHosts: false, afterTheEnd: true, run: endMeeting(deps) }))
  await bus.serve(listRpc, asHost(deps, { coHosts: true, afterTheEnd: true, run: listParticipants(deps) }))
  await bus.serve(admitWaitingRpc, asHost(deps, { order: 'let_in', coHosts: true, run: admitWaiting(deps) }))
  await bus.serve(denyWaitingRpc, asHost(deps, { order: 'deny', coHosts: true, run: denyWaiting(deps) }))
  await bus.serve(muteRpc, asHost(deps, { order: 'mute', coHosts: true, run: muteParticipants(deps) }))
  await bus.serve(permitRpc, asHost(deps, { order: 'permit', coHosts: true, run: permitParticipant(deps) }))
  await bus.serve(askRpc, asHost(deps, { order: 'ask', coHosts: true, run: askToUnmute(deps) }))
  await bus.serve(lowerRpc, asHost(deps, { order: 'lower_hands', coHosts: true, run: lowerHands(deps) }))
  await bus.serve(removeRpc, asHost(deps, { order: 'remove', coHosts: true, permit: mayRemove(deps), run: removeParticipant(deps) }))
  await bus.serve(unbanRpc, asHost(deps, { order: 'unban', coHosts: true, run: unbanParticipant(deps) }))
  await bus.serve(roleRpc, asHost(deps, { order: 'role', coHosts: false, run: setRole(deps) }))
  await bus.serve(listKeysRpc, asHost(deps, { coHosts: false, run: listHostKeys }))
  await bus.serve(grantKeyRpc, asHost(deps, { order: 'grant_host_key', audited: () => ({}), coHosts: false, run: grantHostKey(deps) }))
  await bus.serve(revokeKeyRpc, asHost(deps, { order: 'revoke_host_key', coHosts: false, run: revokeHostKey(deps) }))
  await bus.serve(auditRpc, asHost(deps, { coHosts: true, afterTheEnd: true, run: readAudit(deps) }))
  await bus.serve(serviceHealth['room-service'], reportHealth(deps))
  await bus.consume(livekitEvents, 'room-service', recordLivekitEvent(deps))
  return startUpkeep(deps)
}
