import { type Browser, type BrowserContext, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { findChromium } from './chromium.ts'

/** `fake`: a moving test picture and beeps, always allowed. `refused`: the same, but the person says no. `microphone`: no camera. `absent`: neither. */
export type Devices = 'fake' | 'refused' | 'microphone' | 'absent'

/** Nothing leaves this machine, and calls over its loopback address work. */
const commonFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--allow-loopback-in-peer-connection',
  '--disable-quic',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

// The fake prompt answers yes to everything, and a shared screen is the whole (headless) one.
const deviceFlags: Readonly<Record<Devices, (framesPerSecond: number) => readonly string[]>> = {
  fake: (fps) => [`--use-fake-device-for-media-stream=fps=${fps}`, '--use-fake-ui-for-media-stream'],
  refused: () => ['--use-fake-device-for-media-stream'],
  microphone: () => ['--use-fake-device-for-media-stream=device-count=0', '--use-fake-ui-for-media-stream'],
  absent: () => ['--use-fake-device-for-media-stream=device-count=0', '--use-fake-ui-for-media-stream'],
}

/** No flag takes the fake microphone away: the page is told what a machine without one would tell it. */
const takeDevicesAway = () => {
  if (!('MediaDevices' in globalThis)) return
  MediaDevices.prototype.getUserMedia = () => Promise.reject(new DOMException('Requested device not found', 'NotFoundError'))
  MediaDevices.prototype.enumerateDevices = () => Promise.resolve([])
}

export interface PersonOptions {
  /** Default `de-DE`. */
  readonly locale?: string
  readonly viewport?: { readonly width: number; readonly height: number }
  readonly colorScheme?: 'light' | 'dark'
  readonly javaScriptEnabled?: boolean
}

/** Whatever happened in a page that should not happen in any. */
export interface Complaints {
  /** Errors thrown and not caught, and errors written to the console, Content-Security-Policy violations included. */
  readonly errors: readonly string[]
  /** Addresses asked for that are not on the origin of the stack. */
  readonly strangers: readonly string[]
}

export interface Chromium extends AsyncDisposable {
  /** A person's browser of its own: nothing is shared with other persons. */
  readonly newContext: (options?: PersonOptions) => Promise<BrowserContext>
  readonly version: string
}

const contextOptions = ({ locale = 'de-DE', viewport = { width: 1280, height: 720 }, ...rest }: PersonOptions): BrowserContextOptions => ({
  locale,
  viewport,
  ...rest,
})

export interface BrowserOptions {
  readonly devices?: Devices
  /** Of the fake camera (1280x720); few leave a small machine time for everything else. */
  readonly framesPerSecond?: number
  /** Further flags of Chromium. */
  readonly flags?: readonly string[]
}

/** Launches a real Chromium. @throws when there is none to be had. */
export const startBrowser = async ({ devices = 'fake', framesPerSecond = 20, flags = [] }: BrowserOptions = {}): Promise<Chromium> => {
  const args = [...commonFlags, ...deviceFlags[devices](framesPerSecond), ...flags]
  const browser: Browser = await chromium.launch({ executablePath: findChromium(), args })
  return {
    version: browser.version(),
    newContext: async (options = {}) => {
      const context = await browser.newContext(contextOptions(options))
      if (devices === 'absent') await context.addInitScript(takeDevicesAway)
      return context
    },
    [Symbol.asyncDispose]: () => browser.close(),
  }
}

/** Starts listening; call it before the page goes anywhere. */
export const collectComplaints = (page: Page, baseUrl: string): Complaints => {
  const errors: string[] = []
  const strangers: string[] = []
  const own = new URL(baseUrl).host
  const check = (url: string) => {
    const { host, protocol } = new URL(url)
    if (!['data:', 'blob:', 'about:'].includes(protocol) && host !== own) strangers.push(url)
  }
  page.on('request', (request) => check(request.url()))
  page.on('websocket', (socket) => check(socket.url()))
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => message.type() === 'error' && errors.push(message.text()))
  return { errors, strangers }
}
