import { createMeeting } from '../../support/meetings.ts'
import { until } from '../../support/wait.ts'
import { now } from '../history.ts'
import { quantile } from '../measure.ts'
import type { PeerReport } from '../peers/peer-order.ts'
import { startPeers } from '../peers/start-peers.ts'
import { type Row, timeCheck } from '../row.ts'
import { compare, startWorld } from '../world.ts'

/** Milliseconds of sound that may still lie in buffers. */
const buffered = 500

/** Milliseconds from the crash until each person heard another through the new LiveKit, later than anybody who never did. */
const returns = (
  reports: readonly PeerReport[],
  { crashed, restarted }: { crashed: number; restarted: number },
  names: readonly string[],
): number[] =>
  names.map((name) => {
    const heard = reports.find((one) => one.type === 'heard' && one.name === name && one.frames > 0 && one.at > restarted + buffered)
    return heard ? heard.at - crashed : Number.MAX_SAFE_INTEGER
  })

const perMeeting = 4

export const livekitRestart: Row = {
  number: '10',
  fault: 'LiveKit kill -9 and restart, people in calls',
  target: '95 % of the people back within 10 s',
  run: async (run) => {
    const [rounds, meetings] = [run.size({ short: 1, full: 10 }), run.size({ short: 2, full: 5 })]
    await using world = await startWorld()
    const ids: string[] = []
    for (let index = 0; index < meetings; index += 1) ids.push((await createMeeting(world.stack.baseUrl)).meeting_id)
    const people = ids.flatMap((meetingId, meeting) =>
      Array.from({ length: perMeeting }, (_, index) => ({ name: `person ${meeting}.${index}`, meetingId })),
    )
    const names = people.map(({ name }) => name)
    await using peers = await startPeers(world, people)
    const took: number[] = []
    for (let round = 0; round < rounds; round += 1) {
      const crashed = now()
      await world.servers.livekit.stop()
      await world.servers.livekit.start()
      const moments = { crashed, restarted: now() }
      const back = () => returns(peers.reports, moments, names).every((ms) => ms < Number.MAX_SAFE_INTEGER)
      await until(back, { what: 'everybody to be back', within: 60_000 }).catch((error: Error) => run.say(error.message))
      took.push(...returns(peers.reports, moments, names))
      run.say(`round ${round + 1}: ${took.slice(-names.length).map(Math.round).join(', ')} ms`)
    }
    return {
      injected: rounds,
      injection: `${rounds} crashes with ${people.length} people in ${meetings} calls`,
      attempts: world.history.attempts,
      violations: await compare(world),
      checks: [
        timeCheck(run, 'milliseconds until 95 % of the people were back', quantile(took, 0.95), 10_000),
        {
          what: 'people who never came back',
          measured: took.filter((ms) => ms === Number.MAX_SAFE_INTEGER).length,
          must: 'at most',
          limit: 0,
        },
      ],
      figures: { p50_ms: quantile(took, 0.5), max_ms: quantile(took, 1) },
    }
  },
}
