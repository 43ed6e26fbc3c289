import type { CreatedMeeting } from '@runde/contracts/rest'
import { type Chromium, startBrowser } from '../../support/browser.ts'
import { forgetFrameGaps, longestFrameGap, watchFrameGaps } from '../../support/frame-gaps.ts'
import { connectionsMade, mediaRoutes, rememberConnections } from '../../support/media-routes.ts'
import { newPerson, type Person } from '../../support/person.ts'
import { seesMotion } from '../../support/watching.ts'
import type { Site } from './site.ts'

export interface Call extends AsyncDisposable {
  /** Waits until each sees the other's moving picture. */
  readonly bothSee: (when: string) => Promise<void>
  /** Waits until each hears of what the other does, by way of LiveKit's signalling. */
  readonly bothAreTold: () => Promise<void>
  /** From here on `longestGap` counts. */
  readonly forget: () => Promise<void>
  /** Milliseconds of the longest time in which one of them was shown no frame of the other. */
  readonly longestGap: () => Promise<number>
  /** Of the documents, by which it is known whether somebody reloaded. */
  readonly documents: () => Promise<readonly number[]>
  /** How many connections each page has made so far: more when somebody had to connect again. */
  readonly connections: () => Promise<readonly number[]>
  /** Where LiveKit said that it is, to both. */
  readonly offered: () => Promise<readonly string[]>
}

/** Frames a second of the cameras: many enough to measure by, few enough for a small machine. */
const framesPerSecond = 10

const enter = async (browser: Chromium, baseUrl: string, meetingUrl: string, name: string): Promise<Person> => {
  const context = await browser.newContext()
  await watchFrameGaps(context)
  await rememberConnections(context)
  const person = await newPerson({ context, baseUrl })
  await person.enter(meetingUrl, name)
  return person
}

/** Two people in the meeting, each with a profile of their own; TURN is where it is said to be, if anywhere. */
export const startCall = async ({ baseUrl, flags }: Site, { meeting_url }: CreatedMeeting, turnAddress?: string): Promise<Call> => {
  await using opened = new AsyncDisposableStack()
  const browser = opened.use(await startBrowser({ framesPerSecond, flags: flags(turnAddress) }))
  const ada = await enter(browser, baseUrl, meeting_url, 'Ada')
  const ben = await enter(browser, baseUrl, meeting_url, 'Ben')
  const pages = [ada.page, ben.page]
  const isMuted = (name: string) => `${name}, ${ada.words.muted}`
  const tells = async (name: string, speaker: Person, listener: Person) => {
    await speaker.press(speaker.words.microphoneOff)
    await listener.page.getByRole('group', { name: isMuted(name) }).waitFor({ timeout: 60_000 })
    await speaker.press(speaker.words.microphoneOn)
    await listener.page.getByRole('group', { name: isMuted(name) }).waitFor({ state: 'detached', timeout: 60_000 })
  }
  const kept = opened.move()
  return {
    bothSee: async (when) => {
      await Promise.all([seesMotion(ada.tile('Ben'), `Ben ${when}`), seesMotion(ben.tile('Ada'), `Ada ${when}`)])
      for (const { page, words } of [ada, ben]) await page.getByText(words.lost).waitFor({ state: 'detached', timeout: 60_000 })
    },
    bothAreTold: async () => {
      await tells('Ada', ada, ben)
      await tells('Ben', ben, ada)
    },
    forget: async () => void (await Promise.all(pages.map(forgetFrameGaps))),
    longestGap: async () => Math.max(...(await Promise.all(pages.map(longestFrameGap)))),
    documents: () => Promise.all(pages.map((page) => page.evaluate(() => performance.timeOrigin))),
    connections: () => Promise.all(pages.map(connectionsMade)),
    offered: async () => [...new Set((await Promise.all(pages.map(mediaRoutes))).flat().flatMap(({ offered }) => offered))],
    [Symbol.asyncDispose]: () => kept.disposeAsync(),
  }
}
