import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import datachannel from 'node-datachannel'
import { joinAsParticipant, type Participant, type ParticipantOptions, tracksOf } from './participant.ts'
import type { LoadOrder } from './start-load.ts'

/** Milliseconds between two looks at what is due, and between two who join. */
const [tickEvery, joinEvery] = [10, 100]

const { people } = JSON.parse(process.argv[2] ?? '') as LoadOrder
const inside: (Participant & { readonly expected: number })[] = []
const ticks = setInterval(() => {
  const now = performance.timeOrigin + performance.now()
  for (const participant of inside) participant.tick(now)
}, tickEvery)

/** Of some thousand connections one does not come about, for which a browser tries again, too. */
const join = async (person: ParticipantOptions, tries = 3): Promise<Participant> => {
  try {
    return await joinAsParticipant(person)
  } catch (error) {
    if (tries === 1) throw error
    return join(person, tries - 1)
  }
}

for (const person of people) {
  const others = people.filter(({ room }) => room === person.room).reduce((sum, one) => sum + tracksOf(one), 0)
  inside.push({ ...(await join(person)), expected: others - tracksOf(person) })
  await pause(joinEvery)
}
while (inside.some(({ received, expected }) => received() < expected)) await pause(joinEvery)
console.info('all in')
await once(process, 'SIGTERM')
clearInterval(ticks)
for (const { leave } of inside) leave()
datachannel.cleanup()
process.exit(0)
