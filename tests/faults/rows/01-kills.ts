import { setTimeout as pause } from 'node:timers/promises'
import { acknowledgedMeetings } from '../history.ts'
import { crash } from '../inject.ts'
import { startLoad } from '../load.ts'
import { successOutside, type Window } from '../measure.ts'
import type { Row } from '../row.ts'
import { compare, startWorld } from '../world.ts'

/** Milliseconds after a kill in which requests may fail. */
const window = 2_000
/** Seconds. Meetings come and go as they do in use: rooms that stand empty cost LiveKit processor time, each of them. */
const lifetime = 240

export const kills: Row = {
  number: '1',
  fault: 'kill -9 of any service',
  target: '0 acknowledged meetings lost of 10,000; 99.9 % success outside 2 s windows',
  run: async ({ size, random, say }) => {
    const [count, meetings] = [size({ short: 8, full: 200 }), size({ short: 250, full: 10_000 })]
    await using world = await startWorld()
    const load = startLoad({ caller: world, random, rate: size({ short: 25, full: 40 }), prefix: 'kills', lifetime })
    const windows: Window[] = []
    const victims: string[] = []
    while (windows.length < count || acknowledgedMeetings(world.history.attempts).length < meetings) {
      const { service, replica } = random.pick(world.all)
      const from = await crash(replica)
      windows.push({ from, to: from + window })
      victims.push(service)
      if (windows.length % 20 === 0) say(`${windows.length} kills, ${acknowledgedMeetings(world.history.attempts).length} meetings`)
      await pause(window)
    }
    await load.stop()
    const { share, of } = successOutside(world.history.attempts, windows)
    const meetingsMade = acknowledgedMeetings(world.history.attempts).length
    return {
      injected: windows.length,
      injection: `${windows.length} kills of one of ${world.all.length} processes, ${meetingsMade} meetings`,
      attempts: world.history.attempts,
      violations: await compare(world),
      checks: [
        { what: 'acknowledged meetings', measured: meetingsMade, must: 'at least', limit: meetings },
        { what: `share of ${of} requests answered outside the windows`, measured: share, must: 'at least', limit: 0.999 },
      ],
      figures: { victims, reconnected: world.balancer.reconnected() },
    }
  },
}
