import type { Page } from 'playwright-core'

/**
 * The floor: two RTCPeerConnections in one page, without any server. Milliseconds from the start of the negotiation
 * to the first frame decoded, with camera and microphone open before.
 */
export const measureBarePair = (page: Page): Promise<number> =>
  page.evaluate(async () => {
    const stream = await navigator.mediaDevices.getUserMedia({ audio: true, video: { width: { ideal: 1280 }, height: { ideal: 720 } } })
    const video = document.createElement('video')
    video.muted = true
    video.autoplay = true
    document.body.append(video)
    const [sender, receiver] = [new RTCPeerConnection(), new RTCPeerConnection()]
    const firstFrame = new Promise<number>((resolve) => video.requestVideoFrameCallback(() => resolve(performance.now())))
    const begun = performance.now()
    sender.onicecandidate = ({ candidate }) => void receiver.addIceCandidate(candidate ?? undefined)
    receiver.onicecandidate = ({ candidate }) => void sender.addIceCandidate(candidate ?? undefined)
    receiver.ontrack = ({ track }) => {
      if (track.kind === 'video') video.srcObject = new MediaStream([track])
    }
    for (const track of stream.getTracks()) sender.addTrack(track, stream)
    await sender.setLocalDescription()
    if (sender.localDescription) await receiver.setRemoteDescription(sender.localDescription)
    await receiver.setLocalDescription()
    if (receiver.localDescription) await sender.setRemoteDescription(receiver.localDescription)
    const took = (await firstFrame) - begun
    sender.close()
    receiver.close()
    for (const track of stream.getTracks()) track.stop()
    video.remove()
    return took
  })
