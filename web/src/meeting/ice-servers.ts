interface IceServer {
  readonly urls: string | readonly string[]
  readonly username?: string
  readonly credential?: string
}

/** LiveKit names these when its operator has configured none. They belong to third parties and an SFU with an address needs none. */
const strangers = new Set(['global.stun.twilio.com', 'stun.l.google.com', 'stun1.l.google.com'])

const hostOf = (url: string): string => url.replace(/^(stuns?|turns?):(\/\/)?/, '').replace(/[:?].*$/, '')

/** The servers that the operator chose: TURN and STUN of their own, never LiveKit's public defaults. */
export const chosenIceServers = (offered: readonly IceServer[]): RTCIceServer[] =>
  offered
    .map(({ urls, username, credential }) => ({
      urls: (typeof urls === 'string' ? [urls] : urls).filter((url) => !strangers.has(hostOf(url))),
      ...(username ? { username } : {}),
      ...(credential ? { credential } : {}),
    }))
    .filter(({ urls }) => urls.length > 0)
