import { fileURLToPath } from 'node:url'
import { AccessToken } from 'livekit-server-sdk'
import { startChild } from '../../support/child.ts'
import type { Servers } from '../../support/servers.ts'
import { until } from '../../support/wait.ts'
import type { ParticipantOptions } from './participant.ts'
import { layerFor, speechBitrate, type Voice } from './sources.ts'

/** What happens in one room. */
export interface RoomLoad {
  readonly people: number
  /** How many of them have a camera, and how many a microphone that is on. */
  readonly cameras: number
  readonly microphones: number
  /** How many of these are speaking, all the time. */
  readonly speaking: number
  /** How large everybody sees everybody, which says what layer of a camera is taken. */
  readonly tile: ParticipantOptions['tile']
}

/** Megabits a second that each of them takes, on average: pictures and voices of the others without any headers. */
export const megabitsTaken = ({ people, cameras, speaking, tile }: RoomLoad): number =>
  ((people - 1) * (cameras * layerFor(tile.height).bitrate + speaking * speechBitrate)) / people / 1e6

/** What the load's process is told. */
export interface LoadOrder {
  readonly people: readonly (ParticipantOptions & { readonly room: string })[]
}

export interface Load extends AsyncDisposable {
  readonly pid: number
}

const program = fileURLToPath(new URL('load-process.ts', import.meta.url))

const peopleOf = ({ livekitUrl, apiKey, apiSecret }: Servers, room: string, { people, cameras, microphones, speaking, tile }: RoomLoad) =>
  Promise.all(
    Array.from({ length: people }, async (_, n) => {
      const token = new AccessToken(apiKey, apiSecret, { identity: `person-${n}` })
      token.addGrant({ roomJoin: true, room })
      const voice: Voice = n < speaking ? 'speaking' : 'silent'
      return { livekitUrl, room, token: await token.toJwt(), tile, camera: n < cameras, ...(n < microphones && { voice }) }
    }),
  )

/** People in rooms that exist, in one process of their own; resolves when everybody gets everything of the others. They leave when disposed. */
export const startLoad = async (servers: Servers, rooms: readonly string[], load: RoomLoad): Promise<Load> => {
  const order: LoadOrder = { people: (await Promise.all(rooms.map((room) => peopleOf(servers, room, load)))).flat() }
  const lines: string[] = []
  const onLine = (line: string) => lines.push(line)
  const env = { PATH: process.env.PATH ?? '' }
  const child = startChild({ command: process.execPath, args: [program, JSON.stringify(order)], env, onLine })
  const look = () => child.ended() ?? lines.includes('all in')
  try {
    const how = await until(look, { what: 'the load to be in', within: 120_000 })
    if (how !== true || child.pid === undefined) throw new Error(`the load ended (${how}): ${lines.slice(-10).join('\n')}`)
    return { pid: child.pid, [Symbol.asyncDispose]: () => child.end('SIGTERM', 5_000) }
  } catch (error) {
    await child.end('SIGKILL')
    throw error
  }
}
