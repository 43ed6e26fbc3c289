import { type Finding, failed, ok, warning } from './check.ts'
import { listed } from './plain-words.ts'
import { settings } from './settings.ts'
import type { ClockReading } from './visit.ts'

/** Milliseconds. Tokens begin two minutes early and webhooks are taken for five, so that a minute is still bearable. */
const noticeable = 5_000
const unbearable = 60_000

/** How a clock stands to another by the surest of its readings; positive: ahead. */
interface Skew {
  readonly of: string
  readonly ms: number
  readonly unsure: number
}

const skewOf = ({ of, theirs, ours, unsure }: ClockReading): Skew => ({ of, ms: theirs - ours, unsure })

const surest = (readings: readonly ClockReading[]): readonly Skew[] => {
  const best = new Map<string, ClockReading>()
  for (const reading of readings)
    if (reading.unsure <= (best.get(reading.of)?.unsure ?? Number.POSITIVE_INFINITY)) best.set(reading.of, reading)
  return [...best.values()].map(skewOf)
}

const seconds = (ms: number) => `${(Math.abs(ms) / 1_000).toFixed(1)} s`
const inWords = ({ of, ms }: Skew) => `${of} ${seconds(ms)} ${ms < 0 ? 'behind' : 'ahead'}`

/** Seconds between a token's times and ours, from its claims; undefined when it has none. */
export const tokenProblem = (token: string, now: number): string | undefined => {
  const { nbf, exp } = JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString() || '{}') as { nbf?: number; exp?: number }
  if (exp !== undefined && exp * 1_000 < now) return `a fresh token ended ${seconds(now - exp * 1_000)} ago by our clock`
  if (nbf !== undefined && nbf * 1_000 > now) return `a fresh token begins in ${seconds(nbf * 1_000 - now)} by our clock`
  return undefined
}

export interface Clocks {
  readonly readings: readonly ClockReading[]
  /** A LiveKit token, as it was just made. */
  readonly token: string
  readonly now: number
}

/** How far clocks are apart, theirs from each other and from ours. */
export const judgeClocks = ({ readings, token, now }: Clocks): Finding => {
  const skews = surest(readings)
  if (skews.length === 0) return warning('Nobody tells the time: there is no Date header.', settings.clock)
  const problem = tokenProblem(token, now)
  const sure = skews.map(({ ms, unsure }) => Math.max(0, Math.abs(ms) - unsure))
  const worst = Math.max(...sure)
  const servers = skews.map(({ ms }) => ms)
  const apart = Math.max(...servers) - Math.min(...servers) - Math.max(...skews.map(({ unsure }) => unsure))
  const words = listed(skews.map(inWords))
  if (problem !== undefined || apart > unbearable)
    return failed(`Clocks of the servers: ${words}${problem ? `; ${problem}` : ''}.`, settings.clock)
  // When all agree against us, it is ours that is wrong.
  if (worst > noticeable && apart <= noticeable)
    return warning(
      `The clock of this machine is ${seconds(worst)} ${(servers[0] ?? 0) < 0 ? 'ahead of' : 'behind'} all servers.`,
      settings.clock,
    )
  return worst > noticeable ? warning(`Clocks of the servers, against ours: ${words}.`, settings.clock) : ok(`Against ours: ${words}.`)
}
