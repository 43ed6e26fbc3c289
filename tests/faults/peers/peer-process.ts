import { once } from 'node:events'
import { setTimeout as pause } from 'node:timers/promises'
import { dispose } from '@livekit/rtc-node'
import { enter, type Seat } from './enter.ts'
import type { PeerOrder, PeerReport, Person } from './peer-order.ts'

/** Milliseconds between two attempts to come back, as the pages do it. */
const pauses = [200, 1_000, 2_000, 3_000]
/** Milliseconds between two reports of what was heard. */
const reportEvery = 250
/** More at once would only wait for each other on a small machine. */
const together = 4

const order = JSON.parse(process.argv[2] ?? '') as PeerOrder
const tell = (report: PeerReport) => console.info(JSON.stringify(report))
const seats = new Map<string, Seat>()
let leaving = false

/** Joins, and joins again with the same session whenever the call is lost. */
const attend = async (person: Person, onFirst: () => void): Promise<void> => {
  const { name } = person
  for (let failed = 0; !leaving; ) {
    try {
      seats.set(name, await enter(order, person, seats.get(name)?.participantToken))
    } catch {
      await pause(pauses[Math.min(failed, pauses.length - 1)])
      failed += 1
      continue
    }
    failed = 0
    const seat = seats.get(name)
    tell({ type: 'in', name, at: Date.now() })
    onFirst()
    const hearing = setInterval(() => tell({ type: 'heard', name, at: Date.now(), frames: seat?.heard() ?? 0 }), reportEvery)
    await seat?.gone
    clearInterval(hearing)
    tell({ type: 'out', name, at: Date.now() })
  }
}

const started: Promise<void>[] = []
const attending: Promise<void>[] = []
for (const [index, person] of order.people.entries()) {
  started.push(new Promise((resolve) => attending.push(attend(person, resolve))))
  if (index % together === together - 1) await Promise.all(started)
}
await once(process, 'SIGTERM')
leaving = true
await Promise.all([...seats.values()].map((seat) => seat.leave()))
// LiveKit's native part and the timers would keep the process.
await dispose()
process.exit(0)
