import { paths, pathTo } from '@runde/contracts/paths'
import type { JoinBody } from '@runde/contracts/rest'
import { type Answer, askPatiently } from './http.ts'
import { found, type Visit } from './visit.ts'

/** Asks for a seat in the doctor's own meeting; the answer is the caller's to judge. */
export const joinMeeting = (visit: Visit, display_name: string, signal: AbortSignal): Promise<Answer> => {
  const body: JoinBody = { display_name }
  return askPatiently(visit, pathTo(paths.joinMeeting, found(visit, 'meeting').meeting_id), { signal, method: 'POST', body })
}
