import { SessionDescription, SignalTarget, TrickleRequest } from '@livekit/protocol'
import { PeerConnection } from 'node-datachannel'
import { withoutNumbersOfLayers } from './publish.ts'
import type { Signalling } from './signalling.ts'

export interface Connection {
  readonly peer: PeerConnection
  readonly setRemote: (description: SessionDescription) => void
  /** @param json as a browser writes it */
  readonly addCandidate: (json: string) => void
}

/** One of the two connections that a client has with LiveKit; tells LiveKit its candidates and descriptions. */
export const openConnection = (target: SignalTarget, send: Signalling['send']): Connection => {
  const peer = new PeerConnection(SignalTarget[target] ?? '', { iceServers: [], bindAddress: '127.0.0.1' })
  // LiveKit's candidates may be here before its description.
  const early: string[] = []
  let described: SessionDescription | undefined
  peer.onLocalCandidate((line, sdpMid) => {
    const candidateInit = JSON.stringify({ candidate: line.replace(/^a=/, ''), sdpMid, sdpMLineIndex: 0 })
    send({ case: 'trickle', value: new TrickleRequest({ candidateInit, target }) })
  })
  peer.onLocalDescription((sdp, type) => {
    if (type === 'offer') send({ case: 'offer', value: new SessionDescription({ type, sdp: withoutNumbersOfLayers(sdp), id: 1 }) })
    if (type === 'answer') send({ case: 'answer', value: new SessionDescription({ type, sdp, id: described?.id ?? 0 }) })
  })
  const addCandidate = (json: string) => {
    if (!described) return void early.push(json)
    const { candidate, sdpMid } = JSON.parse(json) as { candidate: string; sdpMid: string }
    peer.addRemoteCandidate(candidate, sdpMid)
  }
  return {
    peer,
    setRemote: (description) => {
      described = description
      peer.setRemoteDescription(description.sdp, description.type === 'offer' ? 'offer' : 'answer')
      for (const json of early.splice(0)) addCandidate(json)
    },
    addCandidate,
  }
}
