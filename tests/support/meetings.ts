import { paths, pathTo } from '@runde/contracts/paths'
import type { CreateBody, CreatedMeeting, MeetingInfo } from '@runde/contracts/rest'
import { until } from './wait.ts'

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

/** Waits until the services know as many people as connected: LiveKit tells them a moment after the people see each other. */
export const untilConnected = async (meetingUrl: string, people: number): Promise<void> => {
  const { origin, pathname } = new URL(meetingUrl)
  const info = origin + pathTo(paths.meetingInfo, pathname.split('/').at(-1) ?? '')
  const connected = async () => ((await (await fetch(info)).json()) as MeetingInfo).num_participants
  await until(async () => (await connected()) === people, { what: `${people} people to be connected` })
}
