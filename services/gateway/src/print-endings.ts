/**
 * Which meetings were ended on the last day, and by which version, a line of JSON for each: `npm run restore` asks this of a replica
 * that runs, so that what was ended after a backup stays ended.
 */
import { type MeetingEvent, meetingEventSubject, meetingEvents } from '@runde/contracts/meeting-events'
import { readConfig } from '@runde/service-kit/config'
import { within } from '@runde/service-kit/deadline'
import { createLogger } from '@runde/service-kit/log'
import { natsBus } from '@runde/service-kit/nats-bus'
import { version } from '@runde/service-kit/version'
import { settings } from './config.ts'

/** Milliseconds. */
const patience = 60_000
const everything = 1_000_000_000

// Its client waits for NATS for ever.
const late = setTimeout(() => {
  process.stderr.write('NATS does not answer\n')
  process.exit(1)
}, patience)

const { NATS_URL: url } = readConfig({ NATS_URL: settings.NATS_URL }, process.env)
const log = createLogger('gateway', 'fatal')
await using bus = await natsBus({ url, service: 'gateway', version, log, keeps: [] })
const subjects = meetingEventSubject({ meeting_id: '*', type: 'meeting_ending' } as MeetingEvent)
const endings = await bus.history(meetingEvents, { subjects, after: 0, limit: everything }, within(patience))
for (const { message } of endings) process.stdout.write(`${JSON.stringify({ meeting_id: message.meeting_id, version: message.version })}\n`)
clearTimeout(late)
