import type { MediaKind, MediaProblem } from '../media/media-types.ts'
import { t } from './words.ts'

/** Why a device does not work when somebody turns it on, and what to do. */
export const problemText = (kind: MediaKind, problem: MediaProblem): string =>
  kind === 'camera'
    ? { denied: t().cameraDenied, absent: t().cameraAbsent, busy: t().cameraBusy, insecure: t().insecure }[problem]
    : { denied: t().microphoneDenied, absent: t().microphoneAbsent, busy: t().microphoneBusy, insecure: t().insecure }[problem]
