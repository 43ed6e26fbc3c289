import { describe, expect, it } from 'vitest'
import { holdWhileAway, type ParticipantLike, type PublicationLike, type RoomLike, snapshot } from './snapshot.ts'

/** Tracks are names here. */
type Publication = PublicationLike<string>

const publication = (source: string, more: Partial<Publication> = {}): [string, Publication] => {
  const trackSid = more.trackSid ?? `TR_${source}`
  return [trackSid, { trackSid, source, isMuted: false, isEncrypted: false, ...more }]
}

const participant = (identity: string, more: Partial<ParticipantLike<string>> = {}): ParticipantLike<string> => ({
  identity,
  name: identity,
  isLocal: false,
  isSpeaking: false,
  connectionQuality: 'excellent',
  attributes: {},
  trackPublications: new Map(),
  ...more,
})

const room = (others: readonly ParticipantLike<string>[], more: Partial<RoomLike<string>> = {}): RoomLike<string> => ({
  state: 'connected',
  canPlaybackAudio: true,
  hasE2EESetup: false,
  localParticipant: participant('me', { isLocal: true }),
  remoteParticipants: new Map(others.map((one) => [one.identity, one])),
  ...more,
})

const only = (one: ParticipantLike<string>) => snapshot(room([one])).people.find((person) => !person.own)

describe('a snapshot of the room', () => {
  it('has the own person first and the others by arrival', () => {
    const late = participant('a', { joinedAt: new Date(2000) })
    const early = participant('b', { joinedAt: new Date(1000) })
    expect(snapshot(room([late, early])).people.map((one) => one.identity)).toEqual(['me', 'b', 'a'])
  })

  it('leaves out the own person until the server has named them', () => {
    expect(snapshot(room([], { localParticipant: participant('', { isLocal: true }) })).people).toEqual([])
  })

  it('calls a nameless person by identity', () => expect(only(participant('guest-1', { name: '' }))?.name).toBe('guest-1'))

  it.each([
    [{ role: 'host' }, 'host'],
    [{ role: 'co_host' }, 'co_host'],
    [{ role: 'participant' }, 'participant'],
    [{ role: 'operator' }, 'participant'],
    [{}, 'participant'],
  ])('knows the role by %j: %s', (attributes, role) => expect(only(participant('a', { attributes }))?.role).toBe(role))

  it.each([
    [{ hand: '1768472999123' }, 1_768_472_999_123],
    [{ hand: '' }, 0],
    [{ hand: 'up' }, 0],
    [{ hand: '-1' }, 0],
    [{}, 0],
  ])('knows the hand by %j: %i', (attributes, hand) => expect(only(participant('a', { attributes }))?.hand).toBe(hand))

  it('knows what each may send, as LiveKit has it', () => {
    const heldBack = { canPublish: true, canPublishData: true, canPublishSources: [1, 3, 4] }
    expect(only(participant('a', { permissions: heldBack }))?.permissions).toEqual({
      microphone: false,
      camera: true,
      screen_share: true,
      chat: true,
    })
  })

  it('knows a microphone that is on, muted, or not there', () => {
    const on = new Map([publication('microphone', { track: 'sound' })])
    const muted = new Map([publication('microphone', { isMuted: true, track: 'sound' })])
    expect(only(participant('a', { trackPublications: on }))).toMatchObject({ microphone: true, audio: 'sound' })
    expect(only(participant('a', { trackPublications: muted }))).toMatchObject({ microphone: false, audio: 'sound' })
    expect(only(participant('a'))).toMatchObject({ microphone: false, audio: undefined })
  })

  it('knows a camera that is on, on but not received, and off', () => {
    const camera = (more: Partial<Publication>) => only(participant('a', { trackPublications: new Map([publication('camera', more)]) }))
    expect(camera({ track: 'picture' })).toMatchObject({ cameraOn: true, camera: 'picture', cameraSid: 'TR_camera' })
    expect(camera({})).toMatchObject({ cameraOn: true, camera: undefined })
    expect(camera({ track: 'picture', isMuted: true })).toMatchObject({ cameraOn: false, camera: 'picture' })
  })

  it('lists shared screens with their sound', () => {
    const tracks = new Map([publication('screen_share', { track: 'screen' }), publication('screen_share_audio', { track: 'music' })])
    const { shares, people } = snapshot(room([participant('a', { name: 'Ada', trackPublications: tracks })]))
    expect(shares).toEqual([
      { identity: 'a', sid: 'TR_screen_share', name: 'Ada', own: false, clear: false, video: 'screen', audio: 'music' },
    ])
    expect(people.map((one) => one.sharing)).toEqual([false, true])
  })

  it.each([
    ['excellent', false],
    ['good', false],
    ['unknown', false],
    ['poor', true],
    ['lost', true],
  ])('takes the quality %s for poor: %s', (connectionQuality, poor) =>
    expect(only(participant('a', { connectionQuality }))?.poor).toBe(poor),
  )

  it.each([
    ['connecting', 'connecting'],
    ['connected', 'connected'],
    ['reconnecting', 'reconnecting'],
    ['signalReconnecting', 'reconnecting'],
    ['disconnected', 'disconnected'],
  ])('says of the state %s: %s', (state, connection) => expect(snapshot(room([], { state })).connection).toBe(connection))
})

describe('in an encrypted meeting', () => {
  const sending = (...publications: [string, Publication][]) => participant('a', { trackPublications: new Map(publications) })
  const encrypted = { isEncrypted: true }
  const seen = (one: ParticipantLike<string>) => snapshot(room([one], { hasE2EESetup: true }))

  it('what is encrypted is shown and played', () => {
    const { people } = seen(
      sending(publication('microphone', { ...encrypted, track: 'sound' }), publication('camera', { ...encrypted, track: 'picture' })),
    )
    expect(people[1]).toMatchObject({ clear: false, audio: 'sound', camera: 'picture' })
  })

  it('nothing is shown or played of somebody who sends anything in clear', () => {
    const { people, shares } = seen(
      sending(
        publication('microphone', { ...encrypted, track: 'sound' }),
        publication('camera', { track: 'picture' }),
        publication('screen_share', { ...encrypted, track: 'screen' }),
        publication('screen_share_audio', { ...encrypted, track: 'music' }),
      ),
    )
    expect(people[1]).toMatchObject({ clear: true, audio: undefined, camera: undefined, microphone: true, cameraOn: true })
    expect(shares).toMatchObject([{ clear: true, video: undefined, audio: undefined }])
  })

  it('somebody who sends nothing sends nothing in clear', () => expect(seen(participant('a')).people[1]).toMatchObject({ clear: false }))

  it('the own person is told too', () => {
    const own = participant('me', { isLocal: true, trackPublications: new Map([publication('camera')]) })
    expect(snapshot(room([], { hasE2EESetup: true, localParticipant: own })).people[0]).toMatchObject({ clear: true })
  })
})

describe('while the line is down', () => {
  const before = snapshot(room([participant('a')]))

  it.each(['reconnecting', 'disconnected'])('people stay (%s)', (state) => {
    const held = holdWhileAway(before, snapshot(room([], { state })))
    expect(held.people).toBe(before.people)
    expect(held.connection).toBe(state)
  })

  it('people are as they are again once it is back', () => {
    expect(holdWhileAway(before, snapshot(room([]))).people.map((one) => one.identity)).toEqual(['me'])
  })

  it('who is there is known before the media path is', () => {
    expect(holdWhileAway(before, snapshot(room([participant('b')], { state: 'connecting' }))).people.map((one) => one.identity)).toEqual([
      'me',
      'b',
    ])
  })
})
