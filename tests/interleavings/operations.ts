import { requests } from './requests.ts'
import type { SeedWorld } from './seed-world.ts'
import type { Work } from './tasks.ts'

/** Lifetimes in seconds; with jumps of seven seconds none of their warnings or ends falls upon a jump. */
const lifetimes = [60, 130, 200, 725, 3_609, 86_398] as const
const people = ['ada', 'ben', 'cem', 'dua', 'eva'] as const
/** Of meetings. */
const names = ['Standup', 'Retro'] as const
const permissions = ['microphone', 'chat'] as const

/** Draws what somebody asks for next, of whichever meeting. */
export const operations = (world: SeedWorld): (() => Work<unknown> | undefined) => {
  const { random, ledger } = world
  const retries: Work<unknown>[] = []
  let serial = 0
  const { create, admit, letIn, deny, permitAll, permit, extend, end, watch, find, release } = requests(world, (work, code) => {
    if ((code === 'died' || code === 'unavailable') && random.chance(0.6)) retries.push(work)
  })

  const someCreate = (): Work<unknown> => {
    const key = random.chance(0.5) ? random.integer(2) : undefined
    // The same key comes with the same request.
    const expires_in = lifetimes[key === undefined ? random.integer(lifetimes.length) : key + 2] ?? 60
    const lobby = key === undefined ? random.chance(0.3) : key === 1
    return create({
      expires_in,
      lobby,
      max_participants: key === 0 ? 3 : 2,
      ...(key === undefined ? {} : { idempotency_key: `key-${key}` }),
    })
  }
  const someAdmit = (meeting_id: string): Work<unknown> => {
    const display_name = random.pick(people)
    const own = [...ledger.tickets, ...ledger.places].filter(
      (ticket) => ticket.meeting_id === meeting_id && ticket.display_name === display_name,
    )
    const token = own.length > 0 && random.chance(0.6) ? random.pick(own).participant_token : undefined
    // A key of its own is as good as none, and makes the same participant in every run of the seed.
    const idempotency_key = `${display_name}-${random.chance(0.5) ? 'again' : ++serial}`
    return admit({ meeting_id, display_name, idempotency_key, ...(token === undefined ? {} : { participant_token: token }) })
  }
  const someDecision = (meeting_id: string): Work<unknown> => {
    const place = ledger.places.find((one) => one.meeting_id === meeting_id)
    return place && random.chance(0.2) ? deny(place) : letIn(meeting_id)
  }
  const somePermission = (meeting_id: string): Work<unknown> => {
    const own = ledger.tickets.filter((one) => one.meeting_id === meeting_id)
    if (own.length === 0 || random.chance(0.6)) return permitAll(meeting_id, { [random.pick(permissions)]: random.chance(0.4) })
    const { participant_id } = random.pick(own)
    return permit({ meeting_id, participant_id, permissions: { [random.pick(permissions)]: random.pick([true, false, null]) } })
  }
  const someRelease = (): Work<unknown> | undefined => {
    // The token of this admission could not be minted; those of earlier ones may be in use.
    const [ticket] = ledger.tickets.splice(random.integer(ledger.tickets.length), 1)
    return ticket && release({ meeting_id: ticket.meeting_id, participant_id: ticket.participant_id })
  }
  const someWatch = (meeting_id: string): Work<unknown> => {
    const ticket = ledger.tickets.find((one) => one.meeting_id === meeting_id)
    return watch({ meeting_id, ...(ticket && random.chance(0.5) ? { participant_token: ticket.participant_token } : {}) })
  }

  return () => {
    const retry = random.chance(0.3) ? retries.shift() : undefined
    if (retry) return retry
    const ids = [...world.snapshot()].flatMap(([id, { state }]) => (state || ledger.lost.has(id) ? [id] : []))
    // Most people come to meetings that go on.
    const going = ids.filter((id) => world.snapshot().get(id)?.state?.status === 'open')
    const kind = random.integer(27)
    if (ids.length === 0 || (kind < 4 && ids.length < 4)) return someCreate()
    const meeting_id = random.pick(going.length > 0 && random.chance(0.8) ? going : ids)
    if (kind < 12) return someAdmit(meeting_id)
    if (kind < 14) return someRelease()
    if (kind < 16) return extend(meeting_id, random.pick(lifetimes), random.chance(0.3) ? random.pick(names) : undefined)
    if (kind < 17) return end(meeting_id)
    if (kind < 20) return someDecision(meeting_id)
    if (kind < 24) return somePermission(meeting_id)
    return kind < 26 ? someWatch(meeting_id) : find(meeting_id)
  }
}
