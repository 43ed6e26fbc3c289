import { type Chromium, startBrowser } from '../support/browser.ts'
import { createMeeting } from '../support/meetings.ts'
import { newPerson, type Person } from '../support/person.ts'
import { startServers } from '../support/servers.ts'
import { startStack } from '../support/stack.ts'
import { measureBarePair } from './bare-pair.ts'
import type { Bench } from './bench.ts'
import { nextFirstFrame, pressedAt, watchFrames } from './frame-watch.ts'
import { median } from './median.ts'
import { table } from './table.ts'

const rounds = 7
/** How many times a bare pair's time ours may take. */
const goals = { sees: 3, seen: 4 } as const

interface Round {
  /** Milliseconds of a bare pair; from the click to the first remote frame; from the click to being seen by who is inside. */
  readonly bare: number
  readonly sees: number
  readonly seen: number
}

interface Scene {
  readonly chromium: Chromium
  readonly baseUrl: string
  readonly meetingUrl: string
  readonly insider: Person
  /** Whom the insider has seen so far. */
  readonly met: Set<string>
}

const arrive = async ({ chromium, baseUrl }: Omit<Scene, 'insider' | 'met'>): Promise<Person> => {
  const context = await chromium.newContext()
  await watchFrames(context)
  return newPerson({ context, baseUrl })
}

/** Joins with everything ready that a person finds ready who has typed a name: devices open, scripts of the call loaded. */
const join = async (person: Person, meetingUrl: string, name: string) => {
  await person.page.goto(meetingUrl)
  await person.page.locator('video').first().waitFor()
  await person.page.getByLabel(person.words.name).fill(name)
  await person.page.waitForLoadState('networkidle')
  await person.press(person.words.join)
}

const measureRound = async (scene: Scene, number: number): Promise<Round> => {
  const { insider, met, meetingUrl } = scene
  const joiner = await arrive(scene)
  await joiner.page.goto(scene.baseUrl)
  const bare = await measureBarePair(joiner.page)
  await join(joiner, meetingUrl, `Ben ${number}`)
  const [sees, seen] = await Promise.all([
    nextFirstFrame(joiner.page, new Set(), 'the joiner to see the insider'),
    nextFirstFrame(insider.page, met, 'the insider to see the joiner'),
  ])
  const pressed = await pressedAt(joiner.page)
  await joiner.leave()
  await joiner.page.context().close()
  await insider.noLongerSees(`Ben ${number}`)
  return { bare, sees: sees - pressed, seen: seen - pressed }
}

const summary = (measured: readonly Round[]) => {
  const middle = (pick: (round: Round) => number) => median(measured.map(pick))
  const medians = { bare: middle(({ bare }) => bare), sees: middle(({ sees }) => sees), seen: middle(({ seen }) => seen) }
  const ratios = { sees: medians.sees / medians.bare, seen: medians.seen / medians.bare }
  const all = (pick: (round: Round) => number) => measured.map((round) => Math.round(pick(round))).join(' ')
  const row = (what: 'sees' | 'seen', text: string) => {
    const ratio = ratios[what]
    return [
      text,
      Math.round(medians[what]),
      `${ratio.toFixed(1)}x`,
      `${goals[what]}x ${ratio <= goals[what] ? 'met' : 'missed'}`,
      all((round) => round[what]),
    ]
  }
  const lines = table([
    ['median of 7, ms', 'ms', 'of a bare pair', 'goal', 'all rounds'],
    ['bare RTCPeerConnection pair', Math.round(medians.bare), '1.0x', '', all(({ bare }) => bare)],
    row('sees', 'click to the first remote frame'),
    row('seen', 'click to being seen by who is inside'),
  ])
  return { lines, data: { goals, medians, ratios, rounds: measured } }
}

/** From the click on "join" to pictures, beside a bare pair in the same browser; one round first that does not count. */
export const firstFrame: Bench = async (report) => {
  await using servers = await startServers()
  await using stack = await startStack({ servers })
  await using chromium = await startBrowser()
  const { baseUrl } = stack
  const meetingUrl = (await createMeeting(baseUrl)).meeting_url
  const insider = await arrive({ chromium, baseUrl, meetingUrl })
  await join(insider, meetingUrl, 'Ada')
  const scene: Scene = { chromium, baseUrl, meetingUrl, insider, met: new Set() }
  const measured: Round[] = []
  for (let number = 0; number <= rounds; number += 1) {
    const round = await measureRound(scene, number)
    report(
      `${number === 0 ? 'warming up' : `round ${number}`}: bare ${Math.round(round.bare)}, sees ${Math.round(round.sees)}, is seen ${Math.round(round.seen)} ms`,
    )
    if (number > 0) measured.push(round)
  }
  return summary(measured)
}
