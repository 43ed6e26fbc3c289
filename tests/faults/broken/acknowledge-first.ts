import { everything } from '@runde/contracts/permissions'
import { settings } from '@runde/room-service/config'
import { openPorts } from '@runde/room-service/open-ports'
import type { FoundMeeting, MeetingDraft, Meetings } from '@runde/room-service/ports/meetings'
import { startRoomService } from '@runde/room-service/service'
import { evolve } from '@runde/room-service/state/meeting-machine'
import type { MeetingChange, MeetingState } from '@runde/room-service/state/meeting-state'
import { run } from '@runde/service-kit/run'

/** Milliseconds from the acknowledgement to the write. */
const late = 500

const drafted = ({
  meeting_id,
  name,
  max_participants,
  expires_in,
  lobby,
  passcode_hash,
  encrypted,
  host_key_hash,
}: MeetingDraft): FoundMeeting => {
  const created_at = Date.now()
  const times = { created_at, expires_at: created_at + expires_in * 1_000 }
  const authority = { locked: false, lobby, passcode_hash, encrypted, permissions: everything, host_keys: [host_key_hash] }
  const fresh = { status: 'creating', version: 1, room_sid: '', warned: 0 } as const
  const state: MeetingState = { meeting_id, name, max_participants, ...fresh, ...times, ...authority }
  return { state, now: created_at, connected: 0, watched_until: 0 }
}

/** Broken on purpose: a meeting is acknowledged as soon as it is in this process's memory, and stored half a second later. */
const acknowledgeFirst = (meetings: Meetings): Meetings => {
  const unwritten = new Map<string, { found: FoundMeeting; changes: MeetingChange[] }>()
  const write = async (draft: MeetingDraft) => {
    const created = await meetings.create(draft)
    const { changes = [] } = unwritten.get(draft.meeting_id) ?? {}
    unwritten.delete(draft.meeting_id)
    if (created.outcome === 'created') await meetings.commit(created.found, changes)
  }
  return {
    ...meetings,
    create: async (draft) => {
      const found = drafted(draft)
      unwritten.set(draft.meeting_id, { found, changes: [] })
      setTimeout(() => void write(draft).catch(() => {}), late)
      return { outcome: 'created', found }
    },
    find: async (id) => unwritten.get(id)?.found ?? meetings.find(id),
    commit: async (found, changes, options) => {
      const waiting = unwritten.get(found.state.meeting_id)
      if (!waiting) return meetings.commit(found, changes, options)
      waiting.changes.push(...changes)
      return changes.reduce(evolve, found.state)
    },
  }
}

await run('room-service', settings, process.env, async (running) => {
  const ports = await openPorts(running)
  // The room's record would bring a lost meeting back.
  const records = { ...ports.records, seal: () => '' }
  running.resources.use(await startRoomService({ ...ports, records, meetings: acknowledgeFirst(ports.meetings) }))
})
