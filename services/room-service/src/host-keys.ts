import { RundeError } from '@runde/contracts/errors'
import { type HostKey, hostKeyLimit } from '@runde/contracts/host-operations'
import type { Call } from '@runde/service-kit/bus'
import type { Logger } from '@runde/service-kit/log'
import { changeRecorded, type Deps as RecordedDeps } from './change-recorded.ts'
import type { FoundMeeting } from './ports/meetings.ts'
import { hashOfHostKey, isHostKey, type KeyedHostKey, readHostKey, storedHostKey } from './state/host-key.ts'
import type { MeetingState } from './state/meeting-state.ts'

export interface Deps extends RecordedDeps {
  readonly keyedHostKey: KeyedHostKey
  readonly log: Logger
}

/** The keys that make hosts, by their ids. */
export const listHostKeys = async ({ state: { host_keys, created_at } }: FoundMeeting): Promise<{ host_keys: HostKey[] }> => ({
  host_keys: host_keys
    .map(readHostKey)
    .map(({ key_id, made_at = created_at }) => ({ key_id, created_at: new Date(made_at).toISOString() })),
})

/** Another key for hosts; the same idempotency key gets the same one again. */
export const grantHostKey =
  (deps: Deps) =>
  async (
    found: FoundMeeting,
    { idempotency_key }: { idempotency_key: string },
    call: Call,
  ): Promise<{ key_id: string; host_key: string }> => {
    const { meeting_id } = found.state
    // The first key of the meeting is computed from the key of its create.
    const host_key = deps.keyedHostKey(meeting_id, `another\n${idempotency_key}`)
    const hash = hashOfHostKey(host_key)
    const { host_keys } = await changeRecorded(
      deps,
      found,
      [{ type: 'change', settings: { grant_key: storedHostKey(hash, found.now) } }],
      call,
    )
    if (!isHostKey(host_keys, host_key)) throw new RundeError('too_many_host_keys', `A meeting has at most ${hostKeyLimit} keys for hosts.`)
    const { key_id } = readHostKey(hash)
    deps.log.info({ meeting_id, key_id }, 'another host key')
    return { key_id, host_key }
  }

/** The key makes nobody a host any more. Taking it back twice is taking it back once, but for who hears that it is not there. */
export const revokeHostKey =
  (deps: Deps) =>
  async (found: FoundMeeting, { key_id }: { key_id: string }, call: Call): Promise<object> => {
    const has = ({ host_keys }: MeetingState) => host_keys.some((stored) => readHostKey(stored).key_id === key_id)
    if (!has(found.state)) throw new RundeError('host_key_not_found', 'The meeting has no host key with this id.')
    const state = await changeRecorded(deps, found, [{ type: 'change', settings: { revoke_key: key_id } }], call)
    if (has(state)) throw new RundeError('last_host_key', 'It is the only host key of the meeting.')
    deps.log.info({ meeting_id: found.state.meeting_id, key_id }, 'host key taken back')
    return {}
  }
