import { setTimeout as pause } from 'node:timers/promises'
import { createMeeting } from '../../support/meetings.ts'
import { until } from '../../support/wait.ts'
import { now } from '../history.ts'
import { startLoad } from '../load.ts'
import type { PeerReport } from '../peers/peer-order.ts'
import { startPeers } from '../peers/start-peers.ts'
import { type Row, timeCheck } from '../row.ts'
import { compare, died, startWorld } from '../world.ts'

/** The longest time, in milliseconds, in which one of the people heard nobody. */
const longestSilence = (reports: readonly PeerReport[], names: readonly string[], from: number, to: number): number => {
  const silences = names.map((name) => {
    const heard = reports.filter((report) => report.type === 'heard' && report.name === name && report.frames > 0 && report.at > from)
    const times = [from, ...heard.map(({ at }) => at).filter((at) => at <= to), to]
    return Math.max(...times.slice(1).map((at, index) => at - (times[index] ?? at)))
  })
  return Math.max(...silences)
}

export const redisAway: Row = {
  number: '5',
  fault: 'Redis away for minutes',
  target: 'media goes on; 0 restarts; recovered within 10 s',
  run: async (run) => {
    const away = run.size({ short: 8_000, full: 180_000 })
    await using world = await startWorld()
    const { meeting_id } = await createMeeting(world.stack.baseUrl)
    const people = ['Mira', 'Jonas', 'Ada'].map((name) => ({ name, meetingId: meeting_id }))
    await using peers = await startPeers(world, people)
    const load = startLoad({ caller: world, random: run.random, rate: 20, prefix: 'away' })
    await pause(2_000)
    const from = now()
    await world.servers.redis.stop()
    await pause(away)
    await world.servers.redis.start()
    const back = now()
    await until(() => createMeeting(world.stack.baseUrl), { what: 'meetings to be created again', within: 60_000 })
    const recovered = now() - back
    await pause(2_000)
    const to = now()
    await load.stop()
    const names = people.map(({ name }) => name)
    const fell = peers.reports.filter(({ type, at }) => type === 'out' && at > from).length
    return {
      injected: 1,
      injection: `away for ${away / 1_000} s, ${people.length} people in a call`,
      attempts: world.history.attempts,
      violations: await compare(world),
      checks: [
        { what: 'times that somebody fell out of the call', measured: fell, must: 'at most', limit: 0 },
        timeCheck(run, 'longest silence in the call, ms', longestSilence(peers.reports, names, from, to), 2_000),
        { what: 'services that ended', measured: died(world).length, must: 'at most', limit: 0 },
        timeCheck(run, 'ms from the return to the next meeting', recovered, 10_000),
      ],
    }
  },
}
