import { paths, pathTo } from '@runde/contracts/paths'

/** The link to share. */
export const meetingUrl = (frontendUrl: string, meetingId: string): string => `${frontendUrl}${pathTo(paths.meetingPage, meetingId)}`

/** The link for hosts: no server sees what stands behind `#`. */
export const hostUrl = (frontendUrl: string, meetingId: string, hostKey: string): string =>
  `${meetingUrl(frontendUrl, meetingId)}#host=${hostKey}`
