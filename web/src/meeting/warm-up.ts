/**
 * Makes the browser load its WebRTC engine (threads, codecs) while the person still types: the first connection of a page
 * costs tens of milliseconds more than the second. Nothing is sent anywhere.
 */
export const warmUp = (): void => {
  if (typeof RTCPeerConnection === 'undefined') return
  const connection = new RTCPeerConnection({ iceServers: [] })
  connection.addTransceiver('audio')
  connection.addTransceiver('video')
  connection
    .createOffer()
    .catch(() => {})
    .finally(() => connection.close())
}
