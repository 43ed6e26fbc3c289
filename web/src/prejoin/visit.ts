import type { Joined, MeetingInfo } from '@runde/contracts/rest'
import { createEffect, createSignal, type JSX, onCleanup } from 'solid-js'
import { codeOfFailure, meetingInfo } from '../api.ts'
import { recallHostKey } from '../host-key.ts'
import { forgetKeys } from '../link-keys.ts'
import type { LocalMedia } from '../media/local-media.ts'
import { recallMediaKey } from '../media-key.ts'
import type { JoinFailure, MeetingSession } from '../meeting/entry.tsx'
import { writeText } from '../storage.ts'
import { createEntrance } from './entrance.ts'
import { loadMeeting } from './load-meeting.ts'
import { endOf, type Screen, screenOf } from './screen-of.ts'
import { staysWanted, takeWaiting } from './wanted.ts'

export const nameKey = 'runde.name'

/** How often the number of people inside is asked for while somebody looks at it. */
const infoEvery = 10_000

/** One tab's visit to a meeting: which screen it shows, and the steps from one to the next. */
export const createVisit = ({ id, media }: { id: string; media: LocalMedia }) => {
  const [screen, setScreen] = createSignal<Screen>('prejoin')
  const [info, setInfo] = createSignal<MeetingInfo>()
  const [title, setTitle] = createSignal(`Meeting ${id}`)
  const [session, setSession] = createSignal<MeetingSession>()
  const [inside, setInside] = createSignal<{ view: () => JSX.Element }>()
  const [joining, setJoining] = createSignal(false)
  const [failure, setFailure] = createSignal<JoinFailure>()
  const [seconds, setSeconds] = createSignal(0)
  let name = ''
  let joinWanted = 0
  const entrance = createEntrance(id, () => name)

  const show = (next: Screen) => {
    if (next !== 'prejoin' && next !== 'in' && next !== 'waiting') media.release()
    if (next === 'ended' || next === 'not_found') forgetKeys(id)
    setScreen(next)
  }

  const url = () => info()?.meeting_url ?? `${location.origin}/meeting/${id}`

  /**
   * Asks for the meeting; shows what is wrong with it. False while the server does not answer: what a person types into the form
   * is not taken away for that, joining will tell.
   */
  const look = async (): Promise<boolean> => {
    try {
      const known = setInfo(await meetingInfo(id))
      setTitle(known.name)
      if (known.encrypted && screen() === 'prejoin' && !joining() && !recallMediaKey(id)) show('encryption')
      return true
    } catch (error) {
      const next = screenOf(codeOfFailure(error))
      const silent = next === 'server_away'
      const typing = screen() === 'prejoin' && info() !== undefined
      if (screen() !== 'in' && screen() !== 'waiting' && !joining() && !(silent && typing)) show(next)
      return !silent
    }
  }

  const over = (reason: Screen, lasted: number) => {
    setJoining(false)
    setSession(undefined)
    setSeconds(lasted)
    if (reason === 'server_away') joinWanted = Date.now()
    show(reason)
  }

  const failed = (reason: JoinFailure) => {
    setFailure(reason)
    const { code } = reason
    // Whoever has guessed too often is told so where they type.
    if (code !== 'invalid') return over(code === 'too_many_requests' && screen() === 'passcode' ? 'passcode' : screenOf(code), 0)
    setJoining(false)
    setSession(undefined)
  }

  /** `quietly`: the screen stays as it is until the person is in. `admitted`: by a knock. */
  const join = async (as: string, quietly = false, admitted?: Joined) => {
    if (joining()) return
    name = as
    joinWanted = Date.now()
    writeText('localStorage', nameKey, name)
    setFailure(undefined)
    setJoining(true)
    if (!quietly && screen() !== 'prejoin') show('prejoin')
    try {
      const { startMeeting, MeetingView } = await loadMeeting()
      const started = startMeeting({
        join: entrance.enter(admitted),
        hostKey: () => recallHostKey(id),
        media,
        meeting: { id, name: title, url: url() },
        onRename: setTitle,
        endOf,
        onEnd: over,
      })
      setInside({ view: () => MeetingView({ session: started }) })
      if (started.phase() !== 'ended' || started.failure()) setSession(started)
    } catch {
      failed({ code: 'network' })
    }
  }

  createEffect(() => {
    const current = session()
    const reason = current?.failure()
    if (reason) return failed(reason)
    if (current?.phase() !== 'in' || screen() === 'in') return
    setJoining(false)
    show('in')
  })

  /** Whether what the server's absence interrupted is to go on by itself. */
  const isWanted = () => name !== '' && Date.now() - joinWanted < staysWanted

  const rejoin = (quietly?: boolean, admitted?: Joined) => join(name, quietly, admitted)

  /** A tab that was reloaded while it waited goes on waiting. Its duplicate is somebody new, who decides for themselves. */
  const resume = async () => {
    const as = takeWaiting(id)
    if (as && (await entrance.participant.token())) await join(as, true)
  }

  const refresh = setInterval(() => {
    if (screen() === 'prejoin' && document.visibilityState === 'visible') void look()
  }, infoEvery)
  onCleanup(() => clearInterval(refresh))

  return {
    ...{ id, media, screen, info, title, inside, joining, failure, seconds },
    ...{ look, join, rejoin, resume, failed, isWanted, show, entrance, rename: setTitle },
    name: () => name,
    /** The server did not take the name. */
    refused: () => failure()?.code === 'invalid',
  }
}

export type Visit = ReturnType<typeof createVisit>
