/** Addresses of what only hosts may do; apart from the others, which every page has to load. `:pid` is a participant id, `:kid` the id of a host key. */
export const hostPaths = {
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
  lowerHands: '/api/v1/meetings/:id/lower-hands',
  lowerHand: '/api/v1/meetings/:id/participants/:pid/lower-hand',
  /** Lets everybody in who waits. */
  admitAll: '/api/v1/meetings/:id/admit',
  admitParticipant: '/api/v1/meetings/:id/participants/:pid/admit',
  denyParticipant: '/api/v1/meetings/:id/participants/:pid/deny',
  meetingAudit: '/api/v1/meetings/:id/audit',
  unbanParticipant: '/api/v1/meetings/:id/participants/:pid/unban',
  /** For hosts: the keys that make hosts. */
  hostKeys: '/api/v1/meetings/:id/host-keys',
  hostKey: '/api/v1/meetings/:id/host-keys/:kid',
} as const
