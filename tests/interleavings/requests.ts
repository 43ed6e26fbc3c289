import type { OwnPermissions } from '@runde/contracts/host-operations'
import type { Admission, AdmissionOutcome, Meeting, NewMeeting, Permissions } from '@runde/contracts/meetings'
import { isOver } from '@runde/room-service/state/meeting-state'
import { acknowledgeAdmission, acknowledgeMeeting } from './ledger.ts'
import type { SeedWorld } from './seed-world.ts'
import type { Snapshot } from './snapshot.ts'
import type { Work } from './tasks.ts'

/** Whether nobody may get in any more; false for a meeting that is not stored. */
const isOverIn = (snapshot: Snapshot, meetingId: string, now: number): boolean => {
  const state = snapshot.get(meetingId)?.state
  return state !== undefined && isOver(state, now)
}

/** Compares what callers are told with what is stored. */
const expectations = (world: SeedWorld) => {
  const { ledger, clock } = world
  return {
    /** A meeting that Redis never lost is there and goes on, or the refusal is wrong. */
    refused(meetingId: string, code: string) {
      if (ledger.lost.has(meetingId) || !ledger.acknowledged.has(meetingId)) return
      if (code === 'meeting_not_found')
        ledger.violations.push(`${meetingId}: was acknowledged, and a caller hears that there is no such meeting`)
      if (code !== 'meeting_ended') return
      world.expect((now) => (isOverIn(now, meetingId, clock.now()) ? [] : [`${meetingId}: goes on, and a caller hears that it has ended`]))
    },
    /** What was acknowledged is in the meeting's history. */
    told(meetingId: string, type: string) {
      world.expect((now) => {
        const events = [...world.stream.eventsOf(meetingId), ...(now.get(meetingId)?.outbox ?? [])]
        return ledger.lost.has(meetingId) || events.some((event) => event.type === type)
          ? []
          : [`${meetingId}: acknowledged without ${type}`]
      })
    },
    /** Nobody gets through a lobby by asking again: somebody has let them in before. */
    letInFirst(meetingId: string, participantId: string) {
      world.expect((now) => {
        const events = [...world.stream.eventsOf(meetingId), ...(now.get(meetingId)?.outbox ?? [])]
        const letIn = events.some((event) => event.type === 'participant_admitted' && event.participant_id === participantId)
        const isFree = now.get(meetingId)?.state?.lobby !== true || ledger.lost.has(meetingId)
        return letIn || isFree ? [] : [`${meetingId}: ${participantId} got in through the lobby without being let in`]
      })
    },
    /** Must not succeed if the meeting is over now; a request that is on its way at the end may be quicker. */
    notAfterEnd(meetingId: string, what: string) {
      const over = isOverIn(world.snapshot(), meetingId, clock.now())
      return () => {
        if (over && !ledger.lost.has(meetingId)) ledger.violations.push(`${meetingId}: ${what} after its end`)
      }
    },
  }
}

/** What callers ask of room-service; `again` gets the requests whose callers heard nothing, or "unavailable". */
export const requests = (world: SeedWorld, again: (work: Work<unknown>, code: string) => void) => {
  const { ledger, clock } = world
  const { refused, told, letInFirst, notAfterEnd } = expectations(world)

  const create = (wanted: NewMeeting): Work<Meeting> => {
    const work: Work<Meeting> = {
      kind: 'create',
      run: (replica, task) => {
        const known = new Set(world.meetingIds())
        const answer = replica.create(task, wanted)
        for (const id of world.meetingIds()) if (!known.has(id)) ledger.drawn.set(id, { key: wanted.idempotency_key })
        return answer
      },
      done: (meeting) => {
        acknowledgeMeeting(ledger, meeting, wanted.idempotency_key)
        if (meeting.status === 'open') told(meeting.meeting_id, 'meeting_opened')
      },
      failed: (code) => {
        if (code === 'meeting_not_found') ledger.violations.push('somebody who creates a meeting hears that there is no such meeting')
        again(work, code)
      },
    }
    return work
  }
  const admit = (admission: Admission): Work<AdmissionOutcome> => {
    const { meeting_id, display_name, idempotency_key = '', participant_token } = admission
    const work: Work<AdmissionOutcome> = {
      kind: 'admit',
      run: async (replica, task) => {
        const check = notAfterEnd(meeting_id, 'somebody was admitted')
        const admitted = await replica.admit(task, admission)
        check()
        return admitted
      },
      done: ({ admitted, waiting }) => {
        if (waiting) {
          const { participant_id, participant_token: token } = waiting
          ledger.places.push({ meeting_id, participant_id, display_name, participant_token: token })
        }
        if (!admitted) return
        letInFirst(meeting_id, admitted.participant_id)
        // A session that is presented counts for more than the key.
        const key = participant_token === undefined ? idempotency_key : `${idempotency_key} of ${admitted.participant_id}`
        acknowledgeAdmission(ledger, admitted, key, clock.now())
      },
      failed: (code) => {
        refused(meeting_id, code)
        again(work, code)
      },
    }
    return work
  }
  /** Moves the end, and sometimes gives the meeting another name in the same go. */
  const extend = (meeting_id: string, expires_in: number, name?: string): Work<Meeting> => ({
    kind: 'extend',
    run: async (replica, task) => {
      const check = notAfterEnd(meeting_id, 'it was extended')
      const meeting = await replica.change(task, { meeting_id, expires_in, ...(name !== undefined && { name }) })
      check()
      return meeting
    },
    done: () => told(meeting_id, 'meeting_extended'),
    failed: (code) => refused(meeting_id, code),
  })
  const permitAll = (meeting_id: string, permissions: Partial<Permissions>): Work<unknown> => ({
    kind: 'permit all',
    run: (replica, task) => replica.change(task, { meeting_id, permissions }),
    failed: (code) => refused(meeting_id, code),
  })
  const permit = (asked: { meeting_id: string; participant_id: string; permissions: OwnPermissions }): Work<unknown> => ({
    kind: 'permit',
    run: (replica, task) => replica.permit(task, asked),
    failed: (code) => refused(asked.meeting_id, code),
  })
  const letIn = (meeting_id: string): Work<unknown> => ({
    kind: 'let in',
    run: (replica, task) => replica.letIn(task, meeting_id),
    failed: (code) => refused(meeting_id, code),
  })
  const deny = (place: { meeting_id: string; participant_id: string }): Work<unknown> => ({
    kind: 'deny',
    run: (replica, task) => replica.deny(task, place),
    failed: (code) => refused(place.meeting_id, code),
  })
  const end = (meeting_id: string): Work<Meeting> => {
    const work: Work<Meeting> = {
      kind: 'end',
      run: (replica, task) => replica.end(task, meeting_id),
      done: () => told(meeting_id, 'meeting_ending'),
      failed: (code) => {
        refused(meeting_id, code)
        again(work, code)
      },
    }
    return work
  }
  const watch = (watched: { meeting_id: string; participant_token?: string }): Work<unknown> => ({
    kind: 'watch',
    run: (replica, task) => replica.watch(task, watched),
    failed: (code) => refused(watched.meeting_id, code),
  })
  const find = (meeting_id: string): Work<unknown> => ({
    kind: 'find',
    run: (replica, task) => replica.find(task, meeting_id),
    failed: (code) => refused(meeting_id, code),
  })
  const release = (seat: { meeting_id: string; participant_id: string }): Work<unknown> => ({
    kind: 'release',
    run: (replica, task) => replica.release(task, seat),
  })
  return { create, admit, letIn, deny, permitAll, permit, extend, end, watch, find, release }
}
