import { cpus } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { RoomServiceClient } from 'livekit-server-sdk'
import { freePort } from '../support/ports.ts'
import type { LiveKitSettings } from '../support/server-plans.ts'
import { startServers } from '../support/servers.ts'
import type { Bench } from './bench.ts'
import { livekitTraffic } from './livekit-traffic.ts'
import { megabitsTaken, type RoomLoad, startLoad } from './load/start-load.ts'
import { median } from './median.ts'
import { busySeconds, over, pidOf, processorSeconds, residentBytes } from './process-use.ts'
import { type Cell, spread, table } from './table.ts'

type Tile = RoomLoad['tile']

interface Shape extends RoomLoad {
  readonly what: string
  /** So many that the load and LiveKit together leave a small machine some rest. */
  readonly rooms: number
}

const [small, medium, large] = [180, 360, 720].map((height) => ({ width: (16 * height) / 9, height })) as [Tile, Tile, Tile]
const callOf4 = { people: 4, cameras: 4, microphones: 4, speaking: 2 } as const
const shapes: Readonly<Record<string, Shape>> = {
  'calls-of-4': { what: 'calls of 4, each in 360p', ...callOf4, rooms: 12, tile: medium },
  'calls-of-4-large': { what: 'calls of 4, each in 720p', ...callOf4, rooms: 8, tile: large },
  'meeting-of-20': { what: '20 people, 20 cameras in 180p', rooms: 2, people: 20, cameras: 20, microphones: 20, speaking: 3, tile: small },
  'meeting-of-50': { what: '50 people, 5 cameras in 360p', rooms: 1, people: 50, cameras: 5, microphones: 50, speaking: 3, tile: medium },
  'sound-alone': { what: 'calls of 10, sound alone', rooms: 8, people: 10, cameras: 0, microphones: 10, speaking: 3, tile: small },
}

const rounds = Number(process.env.RUNDE_BENCH_ROUNDS ?? 3)
/** Names of shapes, with commas; all of them when not said. */
const asked = process.env.RUNDE_BENCH_SHAPES?.split(',') ?? Object.keys(shapes)
/** Seconds for the empty rooms; until every layer flows; and of measuring. */
const seconds = { empty: 5, settle: 12, measured: 15 } as const
/** Bytes that a packet of media has besides what LiveKit counts: IPv4, UDP, SRTP's tag. */
const headers = 20 + 8 + 16
/** What part of the media that is due LiveKit has to send for a round to count. */
const leastSent = 0.95
/** What part of all processors may be busy before a figure says more about the machine than about LiveKit. */
const mostBusy = 0.9

/** Of one participant, but for what the round as a whole was like. */
interface Figures {
  /** Processor seconds a second, times a thousand. */
  readonly millicores: number
  readonly bytes: number
  /** Megabits a second, on the wire: what people send and what they get. */
  readonly up: number
  readonly down: number
  /** Microseconds of processor for each packet that comes in or goes out. */
  readonly packetMicroseconds: number
  /** Of LiveKit with the same rooms and nobody in them, and with everybody. */
  readonly empty: { readonly millicores: number; readonly bytes: number }
  readonly full: { readonly millicores: number; readonly bytes: number }
  /** The load's own millicores, and what part of all processors was busy. */
  readonly load: number
  readonly busy: number
}

const measureRound = async (shape: Shape): Promise<Figures> => {
  const metrics = await freePort()
  // Nobody takes webhooks here, and sending them again would be counted.
  const changeLiveKit = (settings: LiveKitSettings) => ({ ...settings, webhook: undefined, prometheus: { port: metrics } })
  await using servers = await startServers({ way: 'local', changeLiveKit })
  const rooms = Array.from({ length: shape.rooms }, (_, n) => `sizing-${n}`)
  const client = new RoomServiceClient(servers.livekitUrl, servers.apiKey, servers.apiSecret)
  for (const name of rooms) await client.createRoom({ name, emptyTimeout: 600 })
  const pid = pidOf('LiveKit', servers.livekit)
  await pause(2_000)
  const empty = {
    millicores: 1_000 * (await over(seconds.empty, async () => ({ used: await processorSeconds(pid) }))).used,
    bytes: await residentBytes(pid),
  }

  await using load = await startLoad(servers, rooms, shape)
  await pause(seconds.settle * 1_000)
  const rates = await over(seconds.measured, async () => {
    const traffic = await livekitTraffic(`http://127.0.0.1:${metrics}/metrics`)
    return {
      used: await processorSeconds(pid),
      load: await processorSeconds(load.pid),
      busy: await busySeconds(),
      bytesIn: traffic.in.bytes,
      bytesOut: traffic.out.bytes,
      packetsIn: traffic.in.packets,
      packetsOut: traffic.out.packets,
    }
  })
  const [sent, due] = [(8 * rates.bytesOut) / 1e6 / (shape.rooms * shape.people), megabitsTaken(shape)]
  if (sent < leastSent * due) throw new Error(`LiveKit sent everybody ${sent.toFixed(2)} Mbit/s in place of ${due.toFixed(2)}`)
  const full = { millicores: 1_000 * rates.used, bytes: await residentBytes(pid) }
  const people = shape.rooms * shape.people
  const megabits = (bytes: number, packets: number) => (8 * (bytes + headers * packets)) / 1e6 / people
  return {
    millicores: (full.millicores - empty.millicores) / people,
    bytes: (full.bytes - empty.bytes) / people,
    up: megabits(rates.bytesIn, rates.packetsIn),
    down: megabits(rates.bytesOut, rates.packetsOut),
    packetMicroseconds: (1_000 * (full.millicores - empty.millicores)) / (rates.packetsIn + rates.packetsOut),
    empty,
    full,
    load: 1_000 * rates.load,
    busy: rates.busy / cpus().length,
  }
}

const summary = (results: readonly { readonly shape: Shape; readonly rounds: readonly Figures[] }[]): string[] => {
  const rows = results.map(({ shape, rounds }): Cell[] => {
    const of = (figure: (figures: Figures) => number) => rounds.map(figure)
    return [
      shape.what,
      shape.rooms * shape.people,
      spread(
        of(({ millicores }) => millicores),
        1,
      ),
      Math.floor(1_000 / median(of(({ millicores }) => millicores))),
      spread(
        of(({ bytes }) => bytes / 1e6),
        1,
      ),
      spread(
        of(({ up }) => up),
        2,
      ),
      spread(
        of(({ down }) => down),
        2,
      ),
      spread(
        of(({ packetMicroseconds }) => packetMicroseconds),
        1,
      ),
      `${spread(
        of(({ full }) => full.millicores),
        0,
      )} beside ${median(of(({ empty }) => empty.millicores)).toFixed(0)}`,
      median(of(({ load }) => load)).toFixed(0),
      `${(100 * Math.max(...of(({ busy }) => busy))).toFixed(0)} %`,
    ]
  })
  const heading = [
    'shape',
    'people',
    'millicores',
    'a core',
    'MB',
    'Mbit/s up',
    'down',
    'us a packet',
    'LiveKit beside empty',
    'load',
    'busy',
  ]
  return table([heading, ...rows])
}

/** `npm run bench -- sizing`: what LiveKit takes for each participant of meetings of several shapes, beside LiveKit with the same rooms empty. */
export const sizing: Bench = async (report) => {
  const results = []
  for (const name of asked) {
    const shape = shapes[name]
    if (!shape) throw new Error(`there is no shape "${name}"; there is: ${Object.keys(shapes).join(', ')}`)
    const figures: Figures[] = []
    for (let round = 1; round <= rounds; round += 1) {
      const measured = await measureRound(shape)
      figures.push(measured)
      const { millicores, busy, load } = measured
      report(
        `${name}, round ${round}: ${millicores.toFixed(1)} millicores each; the load takes ${load.toFixed(0)}, ${(100 * busy).toFixed(0)} % busy`,
      )
    }
    results.push({ name, shape, rounds: figures })
  }
  const overloaded = results.filter(({ rounds }) => rounds.some(({ busy }) => busy > mostBusy))
  return {
    lines: [
      ...summary(results),
      `Of each participant: millicores, participants that a core carries, resident megabytes, megabits a second with headers. Middle (least-most) of ${rounds} rounds.`,
      ...overloaded.map(({ name }) => `${name}: the processors were more than ${100 * mostBusy} % busy, so do not believe it`),
    ],
    data: { seconds, results },
  }
}
