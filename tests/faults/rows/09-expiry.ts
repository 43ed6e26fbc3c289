import { createBrief, lateness, untilEnded } from '../endings.ts'
import { acknowledgedMeetings } from '../history.ts'
import { quantile } from '../measure.ts'
import { type Row, timeCheck } from '../row.ts'
import { compare, startWorld } from '../world.ts'

/** Seconds: the shortest there is, or so long that none ends while others are still being created, which takes all of a small machine. */
const lifetimes = { short: 60, full: 240 } as const

export const expiry: Row = {
  number: '9',
  fault: 'expiry with 3 replicas of room-service',
  target: '10,000 meetings end once each, at most 2 s late',
  mostlyWaits: true,
  run: async (run) => {
    const count = run.size({ short: 400, full: 10_000 })
    const lifetime = run.size(lifetimes)
    await using world = await startWorld(() => ({ replicas: { 'room-service': 3 } }))
    await createBrief(world, 'brief', { count, together: 8, lifetime })
    const meetings = acknowledgedMeetings(world.history.attempts)
    run.say(`${meetings.length} meetings, the first ends in ${Math.round(((meetings[0]?.expires_at ?? 0) - Date.now()) / 1_000)} s`)
    const events = await untilEnded(world.nats, meetings.length, lifetime * 1_000 + 60_000 + count * 20)
    const ended = new Set(events.filter(({ type }) => type === 'meeting_ended').map(({ meeting_id }) => meeting_id))
    const [ending, gone] = [lateness(world.history, events, 'meeting_ending'), lateness(world.history, events, 'meeting_ended')]
    const rooms = await world.livekit.listRooms()
    return {
      injected: meetings.length,
      injection: `${meetings.length} meetings of ${lifetime} s, 3 replicas`,
      attempts: world.history.attempts,
      violations: await compare(world),
      checks: [
        { what: 'meetings that have not ended', measured: meetings.length - ended.size, must: 'at most', limit: 0 },
        { what: 'rooms left on LiveKit', measured: rooms.length, must: 'at most', limit: 0 },
        timeCheck(run, 'ms from the hour to the end, at most', quantile(ending, 1), 2_000),
      ],
      figures: { ending_ms: [quantile(ending, 0.5), quantile(ending, 1)], room_gone_ms: [quantile(gone, 0.5), quantile(gone, 1)] },
    }
  },
}
