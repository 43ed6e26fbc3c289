import type { MediaKind, MediaProblem } from './media-types.ts'

export type Captured = Partial<Record<MediaKind, MediaStreamTrack | MediaProblem>>

/** A device by its id: `exact` when the person has just picked it, `ideal` when it is only remembered and may be gone. */
export interface DeviceWish {
  readonly id: string
  readonly exact: boolean
}

export type DeviceWishes = Partial<Record<MediaKind, DeviceWish>>

const problems: Readonly<Record<string, MediaProblem>> = {
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'absent',
  OverconstrainedError: 'absent',
}

export const problemOf = (error: unknown): MediaProblem => (error instanceof Error ? (problems[error.name] ?? 'busy') : 'busy')

const deviceId = (wish: DeviceWish | undefined): MediaTrackConstraints =>
  wish?.id ? { deviceId: wish.exact ? { exact: wish.id } : { ideal: wish.id } } : {}

export const constraintsFor = (kinds: readonly MediaKind[], wishes: DeviceWishes): MediaStreamConstraints => ({
  ...(kinds.includes('microphone') && {
    audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true, ...deviceId(wishes.microphone) },
  }),
  ...(kinds.includes('camera') && {
    video: { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 }, ...deviceId(wishes.camera) },
  }),
})

const kindOf = (track: MediaStreamTrack): MediaKind => (track.kind === 'video' ? 'camera' : 'microphone')

const captureTogether = async (kinds: readonly MediaKind[], wishes: DeviceWishes): Promise<Captured> => {
  const stream = await navigator.mediaDevices.getUserMedia(constraintsFor(kinds, wishes))
  return Object.fromEntries(stream.getTracks().map((track) => [kindOf(track), track]))
}

/** Undefined where the browser does not tell. */
export const permissionOf = async (kind: MediaKind): Promise<PermissionStatus | undefined> => {
  try {
    return await navigator.permissions.query({ name: kind })
  } catch {
    return undefined
  }
}

/**
 * Opens several devices with one question to the person. If that fails because of one of them, the others are opened alone;
 * after a refusal only those already granted, so that nobody is asked twice.
 */
export const capture = async (kinds: readonly MediaKind[], wishes: DeviceWishes): Promise<Captured> => {
  try {
    return await captureTogether(kinds, wishes)
  } catch (error) {
    const problem = problemOf(error)
    const [only, ...others] = kinds
    if (only && others.length === 0) return { [only]: problem }
    const captured: Captured = {}
    for (const kind of kinds) {
      const hopeless = problem === 'denied' && (await permissionOf(kind))?.state !== 'granted'
      Object.assign(captured, hopeless ? { [kind]: problem } : await capture([kind], wishes))
    }
    return captured
  }
}
