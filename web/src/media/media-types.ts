import type { Accessor } from 'solid-js'

export type MediaKind = 'camera' | 'microphone'
export type DeviceKind = MediaKind | 'speaker'

/**
 * Why there is no track although one is wanted: refused by the person or the system, no such device,
 * held by another program, or a page on plain http, where browsers have no camera and microphone at all.
 */
export type MediaProblem = 'denied' | 'absent' | 'busy' | 'insecure'

export interface MediaState {
  /** What the person asked for. */
  readonly wanted: boolean
  /** Live while captured. A microphone that is off keeps its track, disabled; a camera that is off has none, so that its lamp goes out. */
  readonly track?: MediaStreamTrack
  readonly problem?: MediaProblem
}

export interface Device {
  readonly id: string
  readonly label: string
}

/** The person's own camera and microphone, before and during a meeting. One instance owns the tracks; others only read them. */
export interface LocalMedia {
  readonly camera: Accessor<MediaState>
  readonly microphone: Accessor<MediaState>
  /** True while the browser is being asked, which may show the person a question. */
  readonly asking: Accessor<boolean>
  /** The devices there are; without labels, and so without most entries, until permission is given. */
  readonly devices: Accessor<Readonly<Record<DeviceKind, readonly Device[]>>>
  /** Ids in use or chosen earlier; empty means the system's default. */
  readonly chosen: Accessor<Readonly<Record<DeviceKind, string>>>
  /** Loudness of the microphone, 0 to 1, at most once a frame; 0 while off or while the browser holds audio back. */
  readonly level: Accessor<number>
  /** What can be said of the microphone's sound: `waiting` until the browser lets it be measured, `silent` after 8 s without any. */
  readonly sound: Accessor<'waiting' | 'listening' | 'heard' | 'silent'>
  /** Opens what is wanted. One question for both, then each alone if both together fail. */
  start(): Promise<void>
  /** Tries again whatever has a problem. */
  retry(): Promise<void>
  setWanted(kind: MediaKind, wanted: boolean): Promise<void>
  choose(kind: DeviceKind, id: string): Promise<void>
  /** Stops every track; what is wanted stays, for the next `start`. */
  release(): void
}
