/** Every address of Runde, for the gateway's routes and the browser alike. `:id` is a meeting id, `:pid` a participant id. */
export const paths = {
  home: '/',
  meetingPage: '/meeting/:id',
  createMeeting: '/api/v1/meetings/create',
  meetingExists: '/api/v1/meetings/:id/exists',
  meetingInfo: '/api/v1/meetings/:id/info',
  joinMeeting: '/api/v1/meetings/:id/join',
  meetingEvents: '/api/v1/meetings/:id/events',
  /** For hosts: change (PATCH) or end (DELETE) the meeting. */
  meeting: '/api/v1/meetings/:id',
  meetingParticipants: '/api/v1/meetings/:id/participants',
  muteAll: '/api/v1/meetings/:id/mute',
  muteParticipant: '/api/v1/meetings/:id/participants/:pid/mute',
  permitParticipant: '/api/v1/meetings/:id/participants/:pid/permissions',
  askParticipant: '/api/v1/meetings/:id/participants/:pid/ask',
  removeParticipant: '/api/v1/meetings/:id/participants/:pid/remove',
  promoteParticipant: '/api/v1/meetings/:id/participants/:pid/promote',
  demoteParticipant: '/api/v1/meetings/:id/participants/:pid/demote',
  /** Lets everybody in who waits. */
  admitAll: '/api/v1/meetings/:id/admit',
  admitParticipant: '/api/v1/meetings/:id/participants/:pid/admit',
  denyParticipant: '/api/v1/meetings/:id/participants/:pid/deny',
  meetingAudit: '/api/v1/meetings/:id/audit',
  unbanParticipant: '/api/v1/meetings/:id/participants/:pid/unban',
  openapi: '/api/openapi.json',
  docs: '/api/docs',
  health: '/health',
  /** LiveKit's signalling, on the page's own origin wherever one place terminates TLS. */
  signalling: '/rtc',
  /** Of the webhook service, which LiveKit alone calls. */
  livekitWebhook: '/webhooks/livekit',
} as const

export const pathTo = (path: string, id: string, participantId = ''): string =>
  path.replace(':id', encodeURIComponent(id)).replace(':pid', encodeURIComponent(participantId))
