import { SignalTarget, UpdateTrackSettings } from '@livekit/protocol'
import { RtcpReceivingSession, type Track } from 'node-datachannel'
import { until } from '../../support/wait.ts'
import { openConnection } from './connection.ts'
import { addTracks, cameraRequest, microphoneRequest, type Sent } from './publish.ts'
import { openSignalling, type Response } from './signalling.ts'
import { layers, type Voice } from './sources.ts'

export interface ParticipantOptions {
  readonly livekitUrl: string
  readonly token: string
  readonly camera: boolean
  /** Nobody is heard who has none. */
  readonly voice?: Voice
  /** How large everybody's picture is shown. */
  readonly tile: { readonly width: number; readonly height: number }
}

export interface Participant {
  /** Sends what is due. @param now Unix milliseconds */
  readonly tick: (now: number) => void
  /** How many tracks of others have come. */
  readonly received: () => number
  readonly leave: () => void
}

/** How many tracks they send. */
export const tracksOf = ({ camera, voice }: ParticipantOptions): number => Number(camera) + Number(voice !== undefined)

/** Milliseconds that each step of joining may take. */
const within = 10_000

/** What LiveKit calls tracks of pictures, in what it offers. */
const videoTrack = /\bTR_V\w+/g

/**
 * Somebody in a room, with two connections as our pages have them, who sends what a browser would send in kind, size and rhythm
 * and takes everything of the others without decoding it. Resolves when the way for what is sent is open.
 * @throws when it did not come about; nothing of it is left then
 */
export const joinAsParticipant = async (options: ParticipantOptions): Promise<Participant> => {
  const early: Response[] = []
  let handle = (response: Response): void => void early.push(response)
  const signalling = await openSignalling(options.livekitUrl, options.token, (response) => handle(response))
  const publisher = openConnection(SignalTarget.PUBLISHER, signalling.send)
  const subscriber = openConnection(SignalTarget.SUBSCRIBER, signalling.send)
  // Kept, because what is collected as garbage takes nothing any more.
  const received: Track[] = []
  subscriber.peer.onTrack((track) => {
    track.setMediaHandler(new RtcpReceivingSession())
    received.push(track)
  })
  let accepted = 0
  /** Layers that somebody takes; browsers do not send the others (dynacast). */
  let taken: ReadonlySet<number> = new Set(layers.keys())
  const shown = new Set<string>()
  const show = (offer: string) => {
    const trackSids = [...new Set(offer.match(videoTrack))].filter((sid) => !shown.has(sid))
    for (const sid of trackSids) shown.add(sid)
    if (trackSids.length > 0) signalling.send({ case: 'trackSetting', value: new UpdateTrackSettings({ trackSids, ...options.tile }) })
  }
  handle = (response) => {
    if (response.case === 'answer') publisher.setRemote(response.value)
    else if (response.case === 'trackPublished') accepted += 1
    else if (response.case === 'offer') {
      subscriber.setRemote(response.value)
      show(response.value.sdp)
    } else if (response.case === 'trickle') {
      const { target, candidateInit } = response.value
      const connection = target === SignalTarget.PUBLISHER ? publisher : subscriber
      connection.addCandidate(candidateInit)
    } else if (response.case === 'subscribedQualityUpdate') {
      const { subscribedCodecs, subscribedQualities } = response.value
      const enabled = (subscribedCodecs[0]?.qualities ?? subscribedQualities).filter((one) => one.enabled)
      taken = new Set(enabled.map(({ quality }) => quality))
    }
  }
  for (const response of early.splice(0)) handle(response)
  const leave = () => {
    signalling.close()
    publisher.peer.close()
    subscriber.peer.close()
  }

  if (options.voice) signalling.send({ case: 'addTrack', value: microphoneRequest() })
  if (options.camera) signalling.send({ case: 'addTrack', value: cameraRequest() })
  const asked = tracksOf(options)
  let sent: (Sent & { next?: number })[] = []
  try {
    await until(() => accepted === asked, { what: 'LiveKit to take the tracks', within })
    sent = addTracks(publisher.peer, options)
    if (asked > 0) publisher.peer.setLocalDescription('offer')
    await until(() => sent.every(({ track }) => track.isOpen()), { what: 'the way for the tracks', within })
  } catch (error) {
    leave()
    throw error
  }
  return {
    received: () => received.length,
    tick: (now) => {
      for (const one of sent) {
        // Not all at the same moment.
        one.next ??= now + Math.random() * one.source.every
        while (one.next <= now) {
          one.next += one.source.every
          const packets = one.source.packets(now)
          if (one.layer === undefined || taken.has(one.layer)) for (const packet of packets) one.track.sendMessageBinary(packet)
        }
      }
    },
    leave,
  }
}
