import type { ErrorCode } from '@runde/contracts/errors'
import type { MeetingInfo } from '@runde/contracts/rest'
import { createEffect, createSignal, type JSX, onCleanup } from 'solid-js'
import { codeOfFailure, meetingInfo } from '../api.ts'
import { forgetHostKey, recallHostKey } from '../host-key.ts'
import type { LocalMedia } from '../media/local-media.ts'
import type { MeetingSession } from '../meeting/entry.tsx'
import { writeText } from '../storage.ts'
import { admit } from './admit.ts'
import { loadMeeting } from './load-meeting.ts'
import { createParticipantSession } from './participant-session.ts'

export type Screen = 'prejoin' | 'in' | 'left' | 'ended' | 'full' | 'not_found' | 'removed' | 'locked' | 'server_away'

export const nameKey = 'runde.name'

/** Milliseconds: a join or a call that the server's absence interrupted goes on by itself so long; later the person decides anew. */
const joinStaysWanted = 120_000

/** How often the number of people inside is asked for while somebody looks at it. */
const infoEvery = 10_000

const screenOfCode: Partial<Record<ErrorCode | 'network', Screen>> = {
  not_found: 'not_found',
  meeting_not_found: 'not_found',
  meeting_ended: 'ended',
  meeting_full: 'full',
  meeting_locked: 'locked',
  banned: 'removed',
}

export const screenOf = (code: ErrorCode | 'network'): Screen => screenOfCode[code] ?? 'server_away'

/** One tab's visit to a meeting: which screen it shows, and the steps from one to the next. */
export const createVisit = ({ id, media }: { id: string; media: LocalMedia }) => {
  const participant = createParticipantSession(id)
  const [screen, setScreen] = createSignal<Screen>('prejoin')
  const [info, setInfo] = createSignal<MeetingInfo>()
  const [title, setTitle] = createSignal(`Meeting ${id}`)
  const [session, setSession] = createSignal<MeetingSession>()
  const [inside, setInside] = createSignal<{ view: () => JSX.Element }>()
  const [joining, setJoining] = createSignal(false)
  const [refused, setRefused] = createSignal(false)
  const [seconds, setSeconds] = createSignal(0)
  const [retryAfter, setRetryAfter] = createSignal<number>()
  let name = ''
  let joinWanted = 0

  const show = (next: Screen) => {
    if (next !== 'prejoin' && next !== 'in') media.release()
    if (next === 'ended' || next === 'not_found') forgetHostKey(id)
    setScreen(next)
  }

  const url = () => info()?.meeting_url ?? `${location.origin}/meeting/${id}`

  /** Asks for the meeting; shows what is wrong with it. False while the server does not answer. */
  const look = async (): Promise<boolean> => {
    try {
      setTitle(setInfo(await meetingInfo(id)).name)
      return true
    } catch (error) {
      const next = screenOf(codeOfFailure(error))
      if (screen() !== 'in' && !joining()) show(next)
      return next !== 'server_away'
    }
  }

  const over = (reason: Exclude<Screen, 'prejoin' | 'in'>, lasted: number) => {
    setJoining(false)
    setSession(undefined)
    setSeconds(lasted)
    if (reason === 'server_away') joinWanted = Date.now()
    show(reason)
  }

  const failed = (code: ErrorCode | 'network', wait?: number) => {
    setRetryAfter(wait)
    if (code !== 'invalid') return over(screenOf(code) as Exclude<Screen, 'prejoin' | 'in'>, 0)
    setJoining(false)
    setSession(undefined)
    setRefused(true)
  }

  /** `quietly`: the screen stays as it is until the person is in. */
  const join = async (as: string, quietly = false) => {
    if (joining()) return
    name = as
    joinWanted = Date.now()
    writeText('localStorage', nameKey, name)
    setRefused(false)
    setJoining(true)
    if (!quietly && screen() !== 'prejoin') show('prejoin')
    try {
      const { startMeeting, MeetingView } = await loadMeeting()
      const started = startMeeting({
        join: () => admit(id, name, participant),
        hostKey: () => recallHostKey(id),
        media,
        meeting: { id, name: title, url: url() },
        onRename: setTitle,
        onEnd: over,
      })
      setInside({ view: () => MeetingView({ session: started }) })
      if (started.phase() !== 'ended' || started.failure()) setSession(started)
    } catch {
      failed('network')
    }
  }

  createEffect(() => {
    const current = session()
    const failure = current?.failure()
    if (failure) return failed(failure.code, failure.retryAfter)
    if (current?.phase() !== 'in' || screen() === 'in') return
    setJoining(false)
    show('in')
  })

  /** Whether what the server's absence interrupted is to go on by itself. */
  const isWanted = () => name !== '' && Date.now() - joinWanted < joinStaysWanted

  const rejoin = (quietly?: boolean) => join(name, quietly)

  const refresh = setInterval(() => {
    if (screen() === 'prejoin' && document.visibilityState === 'visible') void look()
  }, infoEvery)
  onCleanup(() => clearInterval(refresh))

  return { id, media, screen, info, title, inside, joining, refused, seconds, retryAfter, look, join, rejoin, isWanted, show }
}

export type Visit = ReturnType<typeof createVisit>
