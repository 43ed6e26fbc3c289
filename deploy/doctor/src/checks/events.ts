import { hostPaths } from '@runde/contracts/host-paths'
import { paths, pathTo } from '@runde/contracts/paths'
import type { SettingsBody } from '@runde/contracts/rest'
import { type Check, failed, ok } from '../check.ts'
import { type EventStream, readEvents } from '../event-stream.ts'
import { ask, refusalOf, Trouble } from '../http.ts'
import { inPlainWords } from '../plain-words.ts'
import { settings } from '../settings.ts'
import { found, type Visit } from '../visit.ts'

const newName = 'Runde doctor, renamed'

/** @throws Trouble when there is no such stream */
const follow = async (visit: Visit, signal: AbortSignal): Promise<EventStream> => {
  const stop = new AbortController()
  const giveUp = () => stop.abort()
  signal.addEventListener('abort', giveUp, { once: true })
  const path = pathTo(paths.meetingEvents, found(visit, 'meeting').meeting_id)
  const headers = { accept: 'text/event-stream', authorization: `Bearer ${found(visit, 'seat').participant_token}` }
  const response = await fetch(new URL(path, visit.url), { headers, signal: stop.signal }).catch((error) => {
    const why = signal.aborted ? 'gives no answer: a proxy seems to wait for the end of it' : inPlainWords(error)
    throw new Trouble(`The stream of events ${why}.`, [settings.buffering], { cause: error })
  })
  // From here on it belongs to whoever undoes the visit.
  signal.removeEventListener('abort', giveUp)
  const type = response.headers.get('content-type') ?? 'nothing'
  if (response.ok && type.startsWith('text/event-stream')) return readEvents(response, stop)
  const text = response.ok ? '' : await response.text()
  stop.abort()
  throw new Trouble(
    response.ok
      ? `Instead of events there is ${type}.`
      : `The stream of events answers ${refusalOf({ status: response.status, headers: response.headers, text })}.`,
    [settings.ingress],
  )
}

/** An event arrives when it happens, and not when a proxy's buffer is full. */
export const events: Check = {
  name: 'events',
  title: 'Server-sent events',
  needs: ['meeting'],
  limit: 12_000,
  run: async (visit, signal) => {
    const inTime = AbortSignal.any([signal, AbortSignal.timeout(5_000)])
    const stream = visit.undo.use(await follow(visit, inTime))
    visit.found.events = stream
    try {
      await stream.until(() => stream.events.find(({ name }) => name === 'meeting'), inTime)
    } catch {
      return failed(
        'The stream of events opens, but the first event does not come: something on the way holds it back.',
        settings.buffering,
      )
    }
    const { meeting_id, host_key } = found(visit, 'meeting')
    const body: SettingsBody = { name: newName }
    const asked = Date.now()
    const changed = await ask(visit, pathTo(hostPaths.meeting, meeting_id), { signal, method: 'PATCH', bearer: host_key, body })
    if (changed.status !== 200) return failed(`Renaming the meeting answers ${refusalOf(changed)}.`, settings.health)
    try {
      const patience = AbortSignal.any([signal, AbortSignal.timeout(5_000)])
      const seen = await stream.until(
        () => stream.events.find((event) => event.name === 'meeting' && event.data.name === newName),
        patience,
      )
      return ok(`An event arrives ${Math.max(0, seen.at - asked)} ms after what it tells of.`)
    } catch {
      return failed('The first event comes, a later one does not: something on the way holds it back.', settings.buffering)
    }
  },
}
