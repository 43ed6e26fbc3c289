import { hostPaths } from '@runde/contracts/host-paths'
import { pathTo } from '@runde/contracts/paths'
import type { CreatedMeeting } from '@runde/contracts/rest'
import { ask, refusalOf, Trouble } from './http.ts'
import type { Visit } from './visit.ts'

/** Milliseconds; this runs after Ctrl-C too, so it has a deadline of its own. */
const patience = 10_000

/** Ends the doctor's own meeting for everybody. @throws Trouble when it stays */
export const endMeeting = async (
  visit: Pick<Visit, 'url' | 'clocks'>,
  { meeting_id, host_key, expires_at }: CreatedMeeting,
): Promise<void> => {
  const path = pathTo(hostPaths.meeting, meeting_id)
  const stays = (why: string) => new Trouble(`Meeting ${meeting_id} could not be ended: ${why}. It ends by itself at ${expires_at}.`)
  const asking = { signal: AbortSignal.timeout(patience), method: 'DELETE', bearer: host_key }
  const answer = await ask(visit, path, asking).catch((error: Error) => {
    throw stays(error.message.replace(/\.$/, ''))
  })
  if (answer.status >= 300 && answer.status !== 410) throw stays(refusalOf(answer))
}
