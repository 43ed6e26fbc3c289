import type { Permissions, Role } from '@runde/contracts/meetings'
import { everything } from '@runde/contracts/permissions'
import type { ChangedMeeting, Joined } from '@runde/contracts/rest'
import type { Room } from 'livekit-client'
import { type Accessor, createMemo, createRoot, createSignal } from 'solid-js'
import { createLiveMeeting, type LiveMeeting } from '../live/live-meeting.ts'
import { keepMediaKey } from '../media-key.ts'
import { createEncryption, type Encryption } from './create-encryption.ts'
import type { EndReason, JoinFailure, MeetingDeps } from './deps.ts'
import { startLine, type Trouble } from './line.ts'
import { createLocalShare, type LocalShare } from './local-share.ts'
import { followMutes, type Sent } from './muted-by-host.ts'
import { createOwnPermissions, type OwnPermissions } from './own-permissions.ts'
import { startPublishing } from './publish.ts'
import { type CallState, createRoomStore } from './room-store.ts'

/** What the views of a running call read and do. */
export interface Call extends OwnPermissions, Pick<Encryption, 'encrypted' | 'mediaKey' | 'undecryptable'> {
  readonly meeting: MeetingDeps['meeting']
  readonly media: MeetingDeps['media']
  readonly state: CallState
  readonly share: LocalShare
  /** The room of the current connection; for attaching and subscribing, not for reading who is there. */
  readonly room: Accessor<Room | undefined>
  readonly trouble: Accessor<Trouble | undefined>
  readonly elsewhere: Accessor<boolean>
  /** What the server tells beside the call: when the meeting ends. */
  readonly live: LiveMeeting
  readonly locked: Accessor<boolean>
  /** Whoever is new waits until a host lets them in. */
  readonly lobby: Accessor<boolean>
  /** Whoever is new must know the passcode. */
  readonly passcodeRequired: Accessor<boolean>
  /** What whoever is neither host nor co-host may send, unless something else was decided of them. */
  readonly permissions: Accessor<Permissions>
  /** As the server has it now: hosts give it and take it back while the call runs. */
  readonly role: Accessor<Role>
  /** Proves to the server who this person is; a secret. */
  readonly participantToken: Accessor<string | undefined>
  /** What makes its bearer a host, if this browser has it. */
  hostKey(): string | undefined
  /** What a host has muted of what this person sends; a new value each time. */
  readonly muted: Accessor<{ readonly what: Sent } | undefined>
  /** What the own devices or screen could not do, most recent first; a number makes repeats distinct. */
  readonly problem: Accessor<{ what: 'camera' | 'microphone' | 'share'; count: number } | undefined>
  /** How often the line was found again. */
  readonly returns: Accessor<number>
  /** Milliseconds since the epoch. */
  readonly startedAt: Accessor<number>
  /** The meeting as a host has just left it. */
  changed(meeting: ChangedMeeting): void
  /** Goes on with another key of an encrypted meeting. */
  useKey(key: string): void
  tryNow(): void
  leave(): Promise<void>
}

export interface MeetingSession {
  /** `in` once the server has let the person in, `ended` once the call is over or has failed. */
  phase(): 'joining' | 'in' | 'ended'
  /** Set when joining failed; the page shows why and may start again. */
  failure(): JoinFailure | undefined
  leave(): Promise<void>
  readonly call: Call
}

/** Joins at once: admission, connection and sending start with this call. The devices stay with the page. */
export const startMeeting = (deps: MeetingDeps): MeetingSession =>
  createRoot((dispose) => {
    const [phase, setPhase] = createSignal<'joining' | 'in' | 'ended'>('joining')
    const [failure, setFailure] = createSignal<JoinFailure>()
    const [room, setRoom] = createSignal<Room>()
    const [startedAt, setStartedAt] = createSignal(Date.now())
    const [problem, setProblem] = createSignal<{ what: 'camera' | 'microphone' | 'share'; count: number }>()
    const [returns, setReturns] = createSignal(0)
    const [locked, setLocked] = createSignal(false)
    const [lobby, setLobby] = createSignal(false)
    const [passcodeRequired, setPasscodeRequired] = createSignal(false)
    const [permissions, setPermissions] = createSignal(everything)
    const [joined, setJoined] = createSignal<Joined>()
    const [muted, setMuted] = createSignal<{ readonly what: Sent }>()
    const store = createRoomStore()
    const share = createLocalShare()
    const { follow: followPermissions, ...own } = createOwnPermissions({ media: deps.media, share })
    const encryption = createEncryption(deps.meeting)
    let following: readonly Disposable[] = []

    const stop = () => {
      for (const one of following) one[Symbol.dispose]()
      following = []
    }
    const finish = () => {
      stop()
      live[Symbol.dispose]()
      share.stop()
      store[Symbol.dispose]()
      setPhase('ended')
      dispose()
    }
    const end = (reason: EndReason) => {
      if (phase() === 'ended') return
      const seconds = phase() === 'in' ? Math.round((Date.now() - startedAt()) / 1000) : 0
      finish()
      deps.onEnd(reason, seconds)
    }

    const hangUp = (reason: EndReason) => {
      void line.close()
      end(reason)
    }
    const known = (meeting: Pick<ChangedMeeting, 'name' | 'locked' | 'lobby' | 'passcode_required' | 'permissions'>) => {
      deps.onRename(meeting.name)
      setLocked(meeting.locked)
      setLobby(meeting.lobby)
      setPasscodeRequired(meeting.passcode_required)
      setPermissions(meeting.permissions)
    }
    const live = createLiveMeeting({ id: deps.meeting.id, onMeeting: known, onOver: () => hangUp('ended') })

    const line = startLine({
      join: deps.join,
      endOf: deps.endOf,
      keyFor: encryption.keyFor,
      onRoom(next, admitted) {
        stop()
        following = [
          encryption.follow(next),
          followPermissions(next),
          startPublishing({
            room: next,
            media: deps.media,
            share,
            may: own.may,
            onProblem(what) {
              if (what === 'share') share.stop()
              setProblem((before) => ({ what, count: (before?.count ?? 0) + 1 }))
            },
          }),
          followMutes({ room: next, media: deps.media, share, onMuted: (what) => setMuted({ what }) }),
        ]
        setJoined(admitted)
        store.watch(next)
        setRoom(next)
        live.follow(admitted)
        if (phase() === 'joining') {
          setStartedAt(Date.now())
          setPhase('in')
        }
      },
      onGone: stop,
      onBack: () => setReturns((n) => n + 1),
      onFailure(reason) {
        setFailure(reason)
        void line.close()
        finish()
      },
      onEnd: hangUp,
    })

    const role = createMemo<Role>(() => store.state.people.find((one) => one.own)?.role ?? joined()?.role ?? 'participant')
    const trouble = createMemo<Trouble | undefined>((before) => {
      const away = line.trouble()
      if (!away && store.state.connection !== 'reconnecting') return undefined
      const since = before?.since ?? Date.now()
      return away?.nextTry === undefined ? { since } : { since, nextTry: away.nextTry }
    })

    const leave = async () => {
      const closed = line.close()
      end('left')
      await closed
    }
    return {
      phase,
      failure,
      leave,
      call: {
        meeting: encryption.meeting,
        encrypted: encryption.encrypted,
        mediaKey: encryption.mediaKey,
        undecryptable: encryption.undecryptable,
        media: deps.media,
        state: store.state,
        share,
        room,
        trouble,
        elsewhere: line.elsewhere,
        live,
        locked,
        lobby,
        passcodeRequired,
        permissions,
        ...own,
        role,
        participantToken: () => joined()?.participant_token,
        hostKey: deps.hostKey,
        muted,
        problem,
        returns,
        startedAt,
        changed(meeting) {
          known(meeting)
          live.moved(meeting.expires_at)
        },
        useKey(key) {
          keepMediaKey(deps.meeting.id, key)
          line.connectAnew()
        },
        tryNow: line.tryNow,
        leave,
      },
    }
  })
