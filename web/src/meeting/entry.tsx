import { warmUp } from './warm-up.ts'

export type { EndReason, JoinFailure, MeetingDeps } from './deps.ts'
export { MeetingView } from './meeting-view.tsx'
export { type MeetingSession, startMeeting } from './session.ts'

warmUp()
