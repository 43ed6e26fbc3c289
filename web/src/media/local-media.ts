import { createSignal, onCleanup, type Signal } from 'solid-js'
import { type Captured, capture, permissionOf } from './capture.ts'
import { listDevices, noDevices } from './devices.ts'
import { createLevel } from './level.ts'
import type { DeviceKind, LocalMedia, MediaKind, MediaState } from './media-types.ts'
import { recallChoices, recallWanted, rememberChoices, rememberWanted } from './remembered.ts'
import { watchPermissions } from './watch-permissions.ts'

export type { LocalMedia } from './media-types.ts'

const kinds = ['camera', 'microphone'] as const satisfies readonly MediaKind[]

/** Needs an owner (a component or `createRoot`); stops every track when that goes. */
export const createLocalMedia = (): LocalMedia => {
  const insecure = !navigator.mediaDevices?.getUserMedia
  const always = insecure ? ({ problem: 'insecure' } as const) : {}
  const initial = (kind: MediaKind): Signal<MediaState> => createSignal<MediaState>({ wanted: recallWanted(kind), ...always })
  const states: Record<MediaKind, Signal<MediaState>> = { camera: initial('camera'), microphone: initial('microphone') }
  const [asking, setAsking] = createSignal(0)
  const [devices, setDevices] = createSignal(noDevices)
  const [chosen, setChosen] = createSignal<Record<DeviceKind, string>>(recallChoices())
  /** A newer wish for a kind makes what an older one is still opening worthless. */
  const wishes: Record<MediaKind, number> = { camera: 0, microphone: 0 }

  const state = (kind: MediaKind) => states[kind][0]()
  const set = (kind: MediaKind, next: MediaState) => {
    const { track } = state(kind)
    if (track && track !== next.track) {
      track.onended = null
      track.stop()
    }
    states[kind][1](next)
  }

  const adopt = (kind: MediaKind, result: Captured[MediaKind]) => {
    const { wanted } = state(kind)
    if (!(result instanceof MediaStreamTrack)) return set(kind, { wanted, problem: result ?? 'absent' })
    // Unplugged, or taken away in the browser's settings: look for what is there now.
    result.onended = () => void open([kind])
    result.enabled = wanted
    set(kind, { wanted, track: result })
    setChosen((before) => ({ ...before, [kind]: result.getSettings().deviceId ?? before[kind] }))
  }

  const open = async (wanted: readonly MediaKind[], picked?: MediaKind) => {
    if (insecure || wanted.length === 0) return
    const turns = wanted.map((kind) => ++wishes[kind])
    const ids = chosen()
    setAsking((n) => n + 1)
    const captured = await capture(wanted, {
      camera: { id: ids.camera, exact: picked === 'camera' },
      microphone: { id: ids.microphone, exact: picked === 'microphone' },
    })
    setAsking((n) => n - 1)
    wanted.forEach((kind, at) => {
      const result = captured[kind]
      if (turns[at] === wishes[kind]) adopt(kind, result)
      else if (result instanceof MediaStreamTrack) result.stop()
    })
    setDevices(await listDevices())
  }

  const missing = () => kinds.filter((kind) => state(kind).wanted && !state(kind).track)
  const start = () => open(missing())
  const retry = () => open(missing().filter((kind) => state(kind).problem))

  const setWanted = async (kind: MediaKind, wanted: boolean) => {
    rememberWanted(kind, wanted)
    const { track, problem } = state(kind)
    if (!wanted) {
      wishes[kind]++
      if (track && kind === 'microphone') track.enabled = false
      return set(kind, { wanted, ...(track && kind === 'microphone' && { track }), ...(problem && { problem }) })
    }
    if (track) track.enabled = true
    set(kind, { wanted, ...(track && { track }), ...(problem && { problem }) })
    if (!track) await open([kind])
  }

  const choose = async (kind: DeviceKind, id: string) => {
    setChosen((before) => ({ ...before, [kind]: id }))
    rememberChoices(chosen())
    if (kind === 'speaker' || !state(kind).wanted) return
    // Phones cannot open their second camera while the first runs.
    if (kind === 'camera') set(kind, { wanted: true })
    await open([kind], kind)
  }

  const release = () => {
    for (const kind of kinds) {
      wishes[kind]++
      set(kind, { wanted: state(kind).wanted, ...always })
    }
  }

  const devicesChanged = async () => {
    setDevices(await listDevices())
    const found = (kind: MediaKind) => state(kind).problem === 'absent' && devices()[kind].length > 0
    await open(missing().filter(found))
  }

  const regained = async () => {
    const refused = missing().filter((kind) => state(kind).problem === 'denied')
    const granted = await Promise.all(refused.map(async (kind) => (await permissionOf(kind))?.state === 'granted'))
    await open(refused.filter((_, at) => granted[at]))
  }

  if (!insecure) {
    navigator.mediaDevices.addEventListener('devicechange', devicesChanged)
    const unwatch = watchPermissions(kinds, regained)
    onCleanup(() => {
      navigator.mediaDevices.removeEventListener('devicechange', devicesChanged)
      unwatch()
    })
  }
  onCleanup(release)

  const audible = () => (state('microphone').wanted ? state('microphone').track : undefined)
  return {
    camera: states.camera[0],
    microphone: states.microphone[0],
    asking: () => asking() > 0,
    devices,
    chosen,
    ...createLevel(audible),
    start,
    retry,
    setWanted,
    choose,
    release,
  }
}
