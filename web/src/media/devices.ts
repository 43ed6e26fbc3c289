import type { Device, DeviceKind } from './media-types.ts'

export type Devices = Readonly<Record<DeviceKind, readonly Device[]>>

export const noDevices: Devices = { camera: [], microphone: [], speaker: [] }

const kinds: Readonly<Record<MediaDeviceInfo['kind'], DeviceKind>> = {
  videoinput: 'camera',
  audioinput: 'microphone',
  audiooutput: 'speaker',
}

/** What a person can choose from: named devices only, without Chrome's second entry for phone calls. */
export const choosable = (infos: readonly Pick<MediaDeviceInfo, 'kind' | 'deviceId' | 'label'>[]): Devices => {
  const devices: Record<DeviceKind, Device[]> = { camera: [], microphone: [], speaker: [] }
  for (const { kind, deviceId, label } of infos) {
    if (label && deviceId && deviceId !== 'communications') devices[kinds[kind]].push({ id: deviceId, label })
  }
  return devices
}

export const listDevices = async (): Promise<Devices> => {
  try {
    return choosable(await navigator.mediaDevices.enumerateDevices())
  } catch {
    return noDevices
  }
}

/** Not in every browser; the served page, made where there is none, keeps the place for it. */
export const canChooseSpeaker = (): boolean => typeof HTMLMediaElement === 'undefined' || 'setSinkId' in HTMLMediaElement.prototype
