import { paths, pathTo } from '@runde/contracts/paths'
import type { CreateBody, CreatedMeeting, Joined } from '@runde/contracts/rest'
import { type Check, failed, ok, warning } from '../check.ts'
import { endMeeting } from '../end-meeting.ts'
import { type Answer, adviceOn, ask, askPatiently, refusalOf } from '../http.ts'
import { joinMeeting } from '../join-meeting.ts'
import { settings } from '../settings.ts'
import type { Visit } from '../visit.ts'

/** Seconds after which the meeting ends by itself, if we are killed before we can end it. */
const expiresIn = 600

const refused = (what: string, answer: Answer) => failed(`${what} answers ${refusalOf(answer)}.`, adviceOn(answer))

/** When room-service says that it made the meeting, by its clock. */
const readClock = ({ clocks }: Visit, { created_at }: CreatedMeeting, asked: number) => {
  const took = Date.now() - asked
  clocks.push({ of: 'room-service', theirs: Date.parse(created_at), ours: asked + took / 2, unsure: took / 2 })
}

/** The path through gateway, NATS, room-service, Redis and token-service: a meeting is made, and we are let in. */
export const meeting: Check = {
  name: 'meeting',
  title: 'Creating and joining',
  needs: ['http'],
  limit: 30_000,
  run: async (visit, signal) => {
    const { found } = visit
    const asked = Date.now()
    const body: CreateBody = { name: 'Runde doctor', expires_in: expiresIn }
    const created = await askPatiently(visit, paths.createMeeting, { signal, method: 'POST', body })
    if (created.status !== 200) return refused('Creating a meeting', created)
    const made = JSON.parse(created.text) as CreatedMeeting
    found.meeting = made
    visit.undo.defer(() => endMeeting(visit, made))
    readClock(visit, made, asked)
    const joined = await joinMeeting(visit, 'Runde doctor', signal)
    if (joined.status !== 200) return refused('Joining it', joined)
    found.seatedAt = Date.now()
    found.seat = JSON.parse(joined.text) as Joined
    const link = new URL(made.meeting_url)
    const page = await ask(visit, pathTo(paths.meetingPage, made.meeting_id), { signal })
    if (page.status !== 200) return failed(`The page of the meeting answers ${refusalOf(page)}.`, settings.ingress)
    if (link.origin !== visit.url.origin)
      return warning(`Made meeting ${made.meeting_id} and joined it, but its link leads to ${link.origin}.`, settings.publicUrl)
    return ok(`Made meeting ${made.meeting_id} and joined it.`)
  },
}
