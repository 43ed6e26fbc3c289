import { readJson, writeJson } from '../storage.ts'
import type { DeviceKind, MediaKind } from './media-types.ts'

const devicesKey = 'runde.devices'
const offKey = 'runde.off'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** Device ids belong to this browser and are worthless elsewhere, so they are kept for every meeting. */
export const recallChoices = (): Record<DeviceKind, string> => {
  const stored = readJson('localStorage', devicesKey)
  return { camera: text(stored?.camera), microphone: text(stored?.microphone), speaker: text(stored?.speaker) }
}

export const rememberChoices = (choices: Readonly<Record<DeviceKind, string>>): void => writeJson('localStorage', devicesKey, choices)

/** Off is kept for the tab only: who was muted stays muted over a reload, a new visit starts with both on. */
export const recallWanted = (kind: MediaKind): boolean => readJson('sessionStorage', offKey)?.[kind] !== true

export const rememberWanted = (kind: MediaKind, wanted: boolean): void =>
  writeJson('sessionStorage', offKey, { ...readJson('sessionStorage', offKey), [kind]: !wanted })
