import { once } from 'node:events'
import {
  AudioFrame,
  AudioSource,
  dispose,
  LocalAudioTrack,
  LocalVideoTrack,
  Room,
  RoomEvent,
  TrackPublishOptions,
  TrackSource,
  VideoSource,
} from '@livekit/rtc-node'
import { paths, pathTo } from '@runde/contracts/paths'
import type { Joined } from '@runde/contracts/rest'
import type { BotOptions, BotOrder, BotReport } from './bots.ts'
import { paintFrames } from './moving-picture.ts'

const framesPerSecond = 5
const [width, height] = [320, 180]
const sampleRate = 16_000
/** Milliseconds of sound in one go. */
const chunk = 100
/** More at once would only wait for each other on a small machine. */
const joinTogether = 4

const join = async ({ baseUrl, meetingId }: BotOrder, displayName: string): Promise<Joined> => {
  const answer = await fetch(baseUrl + pathTo(paths.joinMeeting, meetingId), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ display_name: displayName }),
  })
  if (!answer.ok) throw new Error(`${displayName} cannot join: ${answer.status} ${await answer.text()}`)
  return (await answer.json()) as Joined
}

const publishVideo = async (room: Room, name: string, source: TrackSource) => {
  const video = new VideoSource(width, height)
  const track = LocalVideoTrack.createVideoTrack(source === TrackSource.SOURCE_SCREENSHARE ? 'screen' : 'camera', video)
  const videoEncoding = { maxBitrate: 150_000n, maxFramerate: framesPerSecond }
  await room.localParticipant?.publishTrack(track, new TrackPublishOptions({ source, simulcast: false, videoEncoding }))
  const frames = paintFrames(name, { width, height })
  let shown = 0
  setInterval(() => {
    const frame = frames[shown % frames.length]
    if (frame) video.captureFrame(frame)
    shown += 1
  }, 1000 / framesPerSecond)
}

const publishTone = async (room: Room, hertz: number) => {
  const audio = new AudioSource(sampleRate, 1)
  const track = LocalAudioTrack.createAudioTrack('microphone', audio)
  await room.localParticipant?.publishTrack(track, new TrackPublishOptions({ source: TrackSource.SOURCE_MICROPHONE }))
  const samples = (sampleRate * chunk) / 1000
  let played = 0
  setInterval(() => {
    const wave = Int16Array.from({ length: samples }, (_, i) => 8_000 * Math.sin((2 * Math.PI * hertz * (played + i)) / sampleRate))
    played += samples
    void audio.captureFrame(new AudioFrame(wave, sampleRate, 1, samples))
  }, chunk)
}

const tell = (report: BotReport) => console.info(JSON.stringify(report))

const listen = (room: Room, name: string) => {
  room.on(RoomEvent.DataReceived, (payload, participant, _kind, topic = '') => {
    const from = participant?.identity
    tell({ type: 'received', name, topic, text: new TextDecoder().decode(payload), ...(from !== undefined && { from }) })
  })
}

const count = (room: Room, name: string) => {
  let number = 0
  const write = async () => {
    number += 1
    const [written, data] = [number, new TextEncoder().encode(`${number}`)]
    await room.localParticipant?.publishData(data, { reliable: true, topic: 'numbers' }).catch(() => {})
    tell({ type: 'wrote', name, number: written })
  }
  setInterval(() => void write(), 200)
}

const startBot = async (
  order: BotOrder,
  { name, video = true, tone, screen = false, counts = false, ...bot }: BotOptions,
): Promise<Room> => {
  const token = bot.token ?? (await join(order, name)).token
  const room = new Room()
  listen(room, name)
  await room.connect(order.livekitUrl.replace('http', 'ws'), token, { autoSubscribe: false, dynacast: false })
  if (video) await publishVideo(room, name, TrackSource.SOURCE_CAMERA)
  if (screen) await publishVideo(room, name, TrackSource.SOURCE_SCREENSHARE)
  if (tone) await publishTone(room, tone)
  if (counts) count(room, name)
  return room
}

const order = JSON.parse(process.argv[2] ?? '') as BotOrder
const rooms: Room[] = []
const left = [...order.people]
while (left.length > 0) rooms.push(...(await Promise.all(left.splice(0, joinTogether).map((person) => startBot(order, person)))))
console.info('all in')
await once(process, 'SIGTERM')
await Promise.all(rooms.map((room) => room.disconnect()))
// LiveKit's native part and the timers would keep the process.
await dispose()
process.exit(0)
