import { prejoinTexts as t } from '../i18n/prejoin.ts'
import type { MediaProblem } from '../media/media-types.ts'

export const cameraProblem = (problem: MediaProblem): string =>
  ({ denied: t().cameraDenied, absent: t().cameraAbsent, busy: t().cameraBusy, insecure: t().bothInsecure })[problem]

export const microphoneProblem = (problem: MediaProblem): string =>
  ({ denied: t().microphoneDenied, absent: t().microphoneAbsent, busy: t().microphoneBusy, insecure: t().bothInsecure })[problem]
