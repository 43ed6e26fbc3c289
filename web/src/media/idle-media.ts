import { noDevices } from './devices.ts'
import type { LocalMedia } from './media-types.ts'

const nothing = async () => {}

/** What a page shows before any script has run: everything wanted, nothing opened. */
export const idleMedia: LocalMedia = {
  camera: () => ({ wanted: true }),
  microphone: () => ({ wanted: true }),
  asking: () => false,
  devices: () => noDevices,
  chosen: () => ({ camera: '', microphone: '', speaker: '' }),
  level: () => 0,
  sound: () => 'waiting',
  start: nothing,
  retry: nothing,
  setWanted: nothing,
  choose: nothing,
  release: () => {},
}
