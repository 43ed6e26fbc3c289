import { isIP } from 'node:net'
import type { Setting } from '@runde/service-kit/config'

const isNetwork = (text: string): boolean => {
  const [address = '', bits, ...rest] = text.split('/')
  const kind = isIP(address)
  if (kind === 0 || address.includes('%') || rest.length > 0) return false
  // A network of everybody would let everybody say who they are.
  return bits === undefined || (/^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (kind === 4 ? 32 : 128))
}

/** Proxies whose word on the client's address counts, as addresses or networks, separated by commas. */
export const proxySetting: Setting<readonly string[]> = {
  example: '10.0.0.0/8,fd00::/8',
  fallback: { value: [] },
  parse: (text) => {
    const proxies = text.split(',').map((one) => one.trim())
    const wrong = proxies.find((one) => !isNetwork(one))
    if (wrong === undefined) return proxies
    throw new Error(`must be addresses or networks of proxies, separated by commas; "${wrong}" is none`)
  },
}
