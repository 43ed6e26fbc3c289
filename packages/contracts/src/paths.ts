/** Every address of Runde but those for hosts (`host-paths.ts`) and for whoever is in (`own-paths.ts`), for the gateway's routes and the browser alike. `:id` is a meeting id. */
export const paths = {
  home: '/',
  meetingPage: '/meeting/:id',
  createMeeting: '/api/v1/meetings/create',
  meetingExists: '/api/v1/meetings/:id/exists',
  meetingInfo: '/api/v1/meetings/:id/info',
  joinMeeting: '/api/v1/meetings/:id/join',
  meetingEvents: '/api/v1/meetings/:id/events',
  openapi: '/api/openapi.json',
  docs: '/api/docs',
  health: '/health',
  /** LiveKit's signalling, on the page's own origin wherever one place terminates TLS. */
  signalling: '/rtc',
  /** Of the webhook service, which LiveKit alone calls. */
  livekitWebhook: '/webhooks/livekit',
} as const

/** `part`: the participant or the host key that a path names besides. */
export const pathTo = (path: string, id: string, part = ''): string =>
  path.replace(':id', encodeURIComponent(id)).replace(/:[pk]id/, encodeURIComponent(part))
