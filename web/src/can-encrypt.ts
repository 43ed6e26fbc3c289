/** LiveKit's client does not trust this way yet in browsers that are built on Chromium. */
const transforms = (): boolean => 'RTCRtpScriptTransform' in globalThis && !/Chrom(e|ium)\//.test(navigator.userAgent)

/** Whether this browser lets a page encrypt what it sends to others: without a secure page there are no ciphers. */
export const canEncrypt = (): boolean =>
  isSecureContext && typeof RTCRtpSender === 'function' && ('createEncodedStreams' in RTCRtpSender.prototype || transforms())
