import { paths } from '@runde/contracts/paths'
import type { CreateBody, CreatedMeeting } from '@runde/contracts/rest'

/** Creates a meeting by the public API. */
export const createMeeting = async (baseUrl: string, body: CreateBody = {}): Promise<CreatedMeeting> => {
  const answer = await fetch(baseUrl + paths.createMeeting, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  if (!answer.ok) throw new Error(`create answered ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as CreatedMeeting
}
