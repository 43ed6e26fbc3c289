import { createMeeting } from '../../support/meetings.ts'
import { freePort } from '../../support/ports.ts'
import { inParallel } from '../end-state.ts'
import { reportsOf, type Someone } from '../made-up-reports.ts'
import { perform } from '../operations.ts'
import { type Peers, startPeers } from '../peers/start-peers.ts'
import { untilSame } from '../presence.ts'
import { type Row, type Run, timeCheck } from '../row.ts'
import { startWebhookProxy, type WebhookProxy } from '../webhook-proxy.ts'
import { compare, startWorld, type World } from '../world.ts'

/** Milliseconds in which the comparison with LiveKit repairs what was lost. */
const repairWithin = 60_000
const perMeeting = 4

const newMeetings = ({ stack }: World, count: number) =>
  inParallel(Array.from({ length: count }), 4, async () => (await createMeeting(stack.baseUrl)).meeting_id)

/** People who come and go in real calls; the last round stays. Answers how many came, and who is there. */
const comeAndGo = async ({ size, say }: Run, world: World, meetings: readonly string[]): Promise<{ comings: number; staying: Peers }> => {
  const rounds = size({ short: 3, full: 60 })
  for (let round = 1; ; round += 1) {
    const people = meetings.flatMap((meetingId, meeting) =>
      Array.from({ length: perMeeting }, (_, index) => ({ name: `person ${round}.${meeting}.${index}`, meetingId })),
    )
    const peers = await startPeers(world, people)
    if (round === rounds) return { comings: rounds * people.length, staying: peers }
    await peers.leave()
    if (round % 10 === 0) say(`${round * people.length} people have come and gone`)
  }
}

/** Reports about people who were admitted and, by LiveKit's word, never came. Answers how many there were. */
const makeUp = async ({ size, random }: Run, world: World, proxy: WebhookProxy, meetings: readonly string[]): Promise<number> => {
  const wanted = size({ short: 1_500, full: 100_000 })
  const { apiKey: key, apiSecret: secret } = world.servers
  const seats = meetings.flatMap((meeting_id) =>
    Array.from({ length: 5 }, (_, index) => ({ meeting_id, key: `seat-${meeting_id}-${index}` })),
  )
  const people = await inParallel(seats, 4, async ({ meeting_id, key: seat }): Promise<Someone> => {
    const { outcome } = await perform(world, { kind: 'join', key: seat, name: 'Nobody', meeting_id }, { retries: 6 })
    return { meetingId: meeting_id, participantId: outcome.type === 'acknowledged' ? (outcome.answer.participant_id ?? '') : '' }
  })
  // So many connections of each lie in the past.
  const start = Math.floor(Date.now() / 1_000) - Math.ceil(wanted / people.length)
  let sent = 0
  for (let turn = 0; sent < wanted; turn += 1) {
    for (const someone of people) {
      const reports = await reportsOf(someone, { turn, start, random, key, secret })
      for (const { body, authorization } of reports) proxy.deliver(body, authorization)
      sent += reports.length
    }
    // Not more at once than a machine of two processors takes in.
    await proxy.flush(400)
  }
  return sent
}

export const badWebhooks: Row = {
  number: '8',
  fault: 'webhooks repeated, shuffled, 30 % dropped',
  target: 'state equals LiveKit’s within 60 s, of 100,000 webhooks',
  mostlyWaits: true,
  run: async (run) => {
    await using opened = new AsyncDisposableStack()
    await using world = await startWorld(async (servers) => ({ servers: { ...servers, webhookPort: await freePort() } }))
    const targets = world.stack.replicas('webhook').map(({ ports }) => ports.PORT ?? 0)
    const proxy = opened.use(await startWebhookProxy({ port: world.servers.webhookPort, targets, random: run.random }))
    const [calls, madeUp] = [await newMeetings(world, 2), await newMeetings(world, run.size({ short: 8, full: 40 }))]
    const { comings, staying } = await comeAndGo(run, world, calls)
    opened.use(staying)
    const reports = await makeUp(run, world, proxy, madeUp)
    await proxy.flush()
    const presence = await untilSame(world, [...calls, ...madeUp], 2 * repairWithin)
    for (const line of presence.different.slice(0, 10)) run.say(line)
    const { counts } = proxy
    return {
      injected: counts.dropped + counts.repeated,
      injection: `${counts.received} webhooks, ${counts.dropped} dropped, ${counts.repeated} repeated; ${comings} people came for real, ${reports} reports made up`,
      attempts: world.history.attempts,
      violations: [...presence.violations, ...(await compare(world))],
      checks: [
        { what: 'meetings that differ from LiveKit', measured: presence.different.length, must: 'at most', limit: 0 },
        timeCheck(run, 'ms until all were the same', presence.took, repairWithin),
      ],
      figures: { ...counts, staying: staying.inside().length },
    }
  },
}
