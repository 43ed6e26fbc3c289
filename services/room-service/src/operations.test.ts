import { RundeError } from '@runde/contracts/errors'
import type { Meeting } from '@runde/contracts/meetings'
import { within } from '@runde/service-kit/deadline'
import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { admitParticipant } from './admit-participant.ts'
import { createMeeting } from './create-meeting.ts'
import { endDueMeetings } from './end-due-meetings.ts'
import { findMeeting } from './find-meeting.ts'
import type { AdmissionRequest, Admitted, MeetingDraft } from './meetings.ts'

const log = pino({ level: 'silent' })
const soon = () => within(1_000)
const away = () => Promise.reject(new RundeError('unavailable', 'LiveKit does not answer'))

const stored: Meeting = {
  meeting_id: '7kq-mfxr-2rp',
  name: 'Wochenplanung',
  status: 'open',
  created_at: '2026-01-15T10:30:00.000Z',
  expires_at: '2026-01-16T10:30:00.000Z',
  max_participants: 50,
}

describe('creating', () => {
  const start = ({ taken = 0, ensure }: { taken?: number; ensure?: typeof away } = {}) => {
    const drafts: MeetingDraft[] = []
    const steps: string[] = []
    const meetings = {
      insert: async (draft: MeetingDraft) => {
        drafts.push(draft)
        return drafts.length > taken ? { ...stored, ...draft } : undefined
      },
      adoptRoom: async (id: string, sid: string) => void steps.push(`adopt ${id} ${sid}`),
      abandon: async (id: string) => void steps.push(`abandon ${id}`),
    }
    const stand = async ({ meeting_id }: Meeting) => {
      steps.push(`ensure ${meeting_id}`)
      return { room_sid: 'RM_1' }
    }
    const rooms = { ensure: ensure ?? stand }
    return { drafts, steps, create: createMeeting({ meetings, rooms, log }) }
  }

  test('a meeting lasts a day, has 50 seats and is named after its id unless told otherwise', async () => {
    const { create, drafts } = start()
    const { meeting_id, status } = await create({}, soon())
    expect(drafts).toEqual([{ meeting_id, name: `Meeting ${meeting_id}`, expires_in: 86_400, max_participants: 50 }])
    expect(status).toBe('open')
  })

  test('the room stands on LiveKit before the caller hears of the meeting', async () => {
    const { create, steps } = start()
    const { meeting_id } = await create({ name: 'Standup' }, soon())
    expect(steps).toEqual([`ensure ${meeting_id}`, `adopt ${meeting_id} RM_1`])
  })

  test('a taken id is drawn again', async () => {
    const { create, drafts, steps } = start({ taken: 2 })
    await create({}, soon())
    expect(new Set(drafts.map(({ meeting_id }) => meeting_id)).size).toBe(3)
    expect(steps).toHaveLength(2)
  })

  test('without LiveKit there is no answer but "unavailable", and no meeting is left behind', async () => {
    const { create, drafts, steps } = start({ ensure: away })
    await expect(create({}, soon())).rejects.toMatchObject({ code: 'unavailable' })
    expect(steps).toEqual([`abandon ${drafts[0]?.meeting_id}`])
  })
})

describe('finding', () => {
  const find = findMeeting({
    meetings: { find: async (id) => (id === stored.meeting_id ? { meeting: stored, num_participants: 3, room_sid: 'RM_1' } : undefined) },
  })

  test('a meeting is found with its participants, and nothing of its room', async () => {
    expect(await find({ meeting_id: stored.meeting_id })).toEqual({ meeting: stored, num_participants: 3 })
  })

  test.each(['abc-2345-xyz', 'nonsense', '', '{s1}:due'])('%j is not found', async (meeting_id) => {
    await expect(find({ meeting_id })).rejects.toMatchObject({ code: 'meeting_not_found' })
  })
})

describe('admitting', () => {
  const start = ({
    status = 'open',
    roomNow = 'RM_1',
    outcome,
  }: {
    status?: Meeting['status']
    roomNow?: string
    outcome?: 'meeting_full' | 'meeting_ended'
  } = {}) => {
    const steps: string[] = []
    const requests: AdmissionRequest[] = []
    const meetings = {
      find: async () => ({ meeting: { ...stored, status }, num_participants: 0, room_sid: 'RM_1' }),
      adoptRoom: async (_: string, sid: string) => void steps.push(`adopt ${sid}`),
      admit: async (request: AdmissionRequest): Promise<Admitted> => {
        steps.push('admit')
        requests.push(request)
        const participant_id = request.presented?.participant_id ?? request.candidate.participant_id
        return outcome ? { outcome } : { outcome: 'admitted', participant_id, returning: request.presented !== undefined }
      },
    }
    const ensure = async () => {
      steps.push('ensure')
      return { room_sid: roomNow }
    }
    const rooms = { ensure, remove: async () => void steps.push('remove') }
    return { steps, requests, admit: admitParticipant({ meetings, rooms, log }) }
  }
  const admission = { meeting_id: stored.meeting_id, display_name: 'Mira' }

  test('the room is ensured before the seat is taken', async () => {
    const { admit, steps } = start()
    const { participant_id, participant_token } = await admit(admission, soon())
    expect(steps).toEqual(['ensure', 'admit'])
    expect(participant_token.startsWith(`${participant_id}.`)).toBe(true)
  })

  test('seats of a room that is gone are freed before they are counted', async () => {
    const { admit, steps } = start({ roomNow: 'RM_2' })
    await admit(admission, soon())
    expect(steps).toEqual(['ensure', 'adopt RM_2', 'admit'])
  })

  test('a known session comes back as the same participant', async () => {
    const { admit } = start()
    const first = await admit(admission, soon())
    const again = await admit({ ...admission, participant_token: first.participant_token }, soon())
    expect(again).toMatchObject({ participant_id: first.participant_id, participant_token: first.participant_token })
  })

  test('what does not look like a session is not even asked for', async () => {
    const { admit, requests } = start()
    await admit({ ...admission, participant_token: 'nonsense' }, soon())
    expect(requests[0]).not.toHaveProperty('presented')
  })

  test.each(['ending', 'ended'] as const)('nobody gets into a meeting that is %s, and no room is made for it', async (status) => {
    const { admit, steps } = start({ status })
    await expect(admit(admission, soon())).rejects.toMatchObject({ code: 'meeting_ended' })
    expect(steps).toEqual([])
  })

  test('a room that was made again for a meeting which has just ended is removed', async () => {
    const { admit, steps } = start({ outcome: 'meeting_ended' })
    await expect(admit(admission, soon())).rejects.toMatchObject({ code: 'meeting_ended' })
    expect(steps).toEqual(['ensure', 'admit', 'remove'])
  })

  test('a full meeting says so', async () => {
    const { admit } = start({ outcome: 'meeting_full' })
    await expect(admit(admission, soon())).rejects.toMatchObject({ code: 'meeting_full' })
  })
})

describe('ending', () => {
  test('a meeting whose room cannot be removed is not marked as ended, and holds up no other', async () => {
    const ended: string[] = []
    const meetings = { claimDue: async () => ['stuck', 'fine'], markEnded: async (id: string) => void ended.push(id) }
    const rooms = { remove: async (id: string) => (id === 'stuck' ? away() : undefined) }
    await endDueMeetings({ meetings, rooms, log })(() => false)
    expect(ended).toEqual(['fine'])
  })

  test('a service that drains begins no further meeting', async () => {
    const ended: string[] = []
    const due = Array.from({ length: 25 }, (_, n) => `meeting-${n}`)
    const meetings = { claimDue: async () => due, markEnded: async (id: string) => void ended.push(id) }
    await endDueMeetings({ meetings, rooms: { remove: async () => {} }, log })(() => ended.length > 0)
    expect(ended).toHaveLength(10)
  })
})
