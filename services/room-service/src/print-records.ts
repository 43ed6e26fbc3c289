/**
 * What the records of all rooms tell, a line of JSON for each: `npm run restore` asks this of a replica that runs, for a room may
 * know more of its meeting than a backup does.
 */
import { readConfig } from '@runde/service-kit/config'
import { within } from '@runde/service-kit/deadline'
import { createLogger } from '@runde/service-kit/log'
import { settings } from './config.ts'
import { livekitRooms } from './livekit/livekit-rooms.ts'
import { writeFields } from './redis/fields.ts'
import { keepAfterEnd } from './redis/redis-meetings.ts'
import { recoveryRecords } from './state/recovery-record.ts'

/** Milliseconds. */
const patience = 10_000

const { LIVEKIT_URL: url, LIVEKIT_API_KEY: key, LIVEKIT_API_SECRET: secret, STATE_SECRET } = readConfig(settings, process.env)
const records = recoveryRecords(STATE_SECRET)
const rooms = livekitRooms({ url, key, secret, log: createLogger('room-service', 'fatal') })
for (const { name: meeting_id, room_sid, metadata } of await rooms.list('all', within(patience))) {
  const state = records.open(meeting_id, metadata)
  if (!state) continue
  const known = { meeting_id, version: state.version - 1, keep_until: state.expires_at + keepAfterEnd * 1_000 }
  process.stdout.write(`${JSON.stringify({ ...known, fields: writeFields({ ...state, room_sid }) })}\n`)
}
