import { AddTrackRequest, TrackSource, TrackType, VideoLayer } from '@livekit/protocol'
import { Audio, type PeerConnection, type Track, Video } from 'node-datachannel'
import { extensions, picturesAskedFor, transportSequence } from './rtp.ts'
import { cameraLayer, layers, microphone, payloadTypes, type Source, type Voice } from './sources.ts'

export interface Sent {
  readonly source: Source
  readonly track: Track
  /** Which of the layers it is; nothing of a microphone. */
  readonly layer?: number
}

const [microphoneId, cameraId] = ['microphone', 'camera']

export const microphoneRequest = () =>
  new AddTrackRequest({ cid: microphoneId, name: microphoneId, type: TrackType.AUDIO, source: TrackSource.MICROPHONE })

export const cameraRequest = () =>
  new AddTrackRequest({
    cid: cameraId,
    name: cameraId,
    type: TrackType.VIDEO,
    source: TrackSource.CAMERA,
    width: Math.max(...layers.map(({ width }) => width)),
    height: Math.max(...layers.map(({ height }) => height)),
    // LiveKit numbers qualities from the lowest, too.
    layers: layers.map(({ width, height, bitrate }, quality) => new VideoLayer({ quality, width, height, bitrate })),
  })

const addMicrophone = (peer: PeerConnection, mid: string, ssrc: number) => {
  const description = new Audio(mid, 'SendOnly')
  description.addOpusCodec(payloadTypes.opus)
  description.addSSRC(ssrc, 'load', 'load', microphoneId)
  for (const { id, uri } of [extensions.mid, extensions.transport, extensions.level]) description.parseSdpLine(`a=extmap:${id} ${uri}`)
  return peer.addTrack(description)
}

/** Who is named so in a description is for this end alone. */
const ownName = 'layers'

/** The offer as a browser writes it: the layers of a camera have names in it, and no numbers. */
export const withoutNumbersOfLayers = (offer: string): string => offer.replaceAll(new RegExp(`a=ssrc:\\d+ cname:${ownName}\r\n`, 'g'), '')

const addCamera = (peer: PeerConnection, mid: string, ssrcs: readonly number[]) => {
  const description = new Video(mid, 'SendOnly')
  description.addVP8Codec(payloadTypes.vp8)
  // Without its number a layer would not be told what is asked of it.
  for (const ssrc of ssrcs) description.addSSRC(ssrc, ownName)
  for (const { id, uri } of [extensions.mid, extensions.rid, extensions.transport]) description.parseSdpLine(`a=extmap:${id} ${uri}`)
  description.parseSdpLine(`a=msid:load ${cameraId}`)
  for (const { rid } of layers) description.parseSdpLine(`a=rid:${rid} send`)
  description.parseSdpLine(`a=simulcast:send ${layers.map(({ rid }) => rid).join(';')}`)
  return peer.addTrack(description)
}

/** Gives the connection what was asked for, and says what has to be sent on it. */
export const addTracks = (peer: PeerConnection, { camera, voice }: { readonly camera: boolean; readonly voice?: Voice }): Sent[] => {
  const next = transportSequence()
  const sent: Sent[] = []
  if (voice) {
    const source = microphone(voice, '0', next)
    sent.push({ track: addMicrophone(peer, '0', source.ssrc), source })
  }
  if (camera) {
    const sources = layers.map((layer) => cameraLayer(layer, '1', next))
    const ssrcs = sources.map(({ ssrc }) => ssrc)
    const track = addCamera(peer, '1', ssrcs)
    track.onMessage((rtcp) => {
      const asked = picturesAskedFor(rtcp)
      for (const { ssrc, beginAnew } of sources) if (asked.includes(ssrc)) beginAnew()
    })
    sent.push(...sources.map((source, layer) => ({ track, layer, source })))
  }
  return sent
}
