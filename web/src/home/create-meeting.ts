import { paths } from '@runde/contracts/paths'
import type { CreatedMeeting } from '@runde/contracts/rest'
import { call } from '../api.ts'
import { keepHostKey } from '../host-key.ts'
import { idempotently } from '../idempotently.ts'

const creating = idempotently()

/** Makes a meeting of which the person at this browser is a host. */
export const createMeeting = async (): Promise<CreatedMeeting> => {
  const created = await creating((key) => call<CreatedMeeting>(paths.createMeeting, { body: {}, key }))
  keepHostKey(created.meeting_id, created.host_key)
  return created
}
