import type { Joined } from '@runde/contracts/rest'
import { adviceOn, refusalOf, Trouble } from './http.ts'
import { joinMeeting } from './join-meeting.ts'
import type { Way } from './peers/peer-order.ts'
import type { Person } from './peers/person.ts'
import { type Conversation, runPeers } from './peers/run-peers.ts'
import type { TurnServer } from './signalled.ts'
import { found, type Visit } from './visit.ts'

/** Milliseconds for a whole conversation: joining, loading the native client on a busy machine, seeing each other, leaving. */
export const limit = 120_000

/** Two people join the doctor's meeting, and their media travel one way only. @throws Trouble when they cannot join */
export const converse = async (visit: Visit, way: Way, signal: AbortSignal, turn?: TurnServer): Promise<Conversation> => {
  const joined = await Promise.all(
    ['Ada', 'Bo'].map(async (name) => {
      const answer = await joinMeeting(visit, `${name} (doctor, ${way})`, signal)
      if (answer.status !== 200) throw new Trouble(`Joining answers ${refusalOf(answer)}.`, [adviceOn(answer)])
      return JSON.parse(answer.text) as Joined
    }),
  )
  const people = joined.map(({ participant_id }): Person => ({ participantId: participant_id }))
  visit.people.push(...people)
  const order = { way, url: found(visit, 'livekit').url, tokens: joined.map(({ token }) => token), ...(turn && { turn }) }
  return runPeers(order, people, signal)
}

/** Where media went and how long that takes, in words. */
export const describeWay = ({ standing: { paths } }: Conversation): string => {
  const all = paths.flat()
  const trip = Math.max(...all.map(({ roundTrip }) => roundTrip ?? 0))
  const places = [...new Set(all.map(({ host, port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`))]
  return `${places.join(', ')}, ${trip.toFixed(trip < 10 ? 1 : 0)} ms there and back`
}
