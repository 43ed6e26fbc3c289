import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { changeSettings, endMeeting, listParticipants, readAudit } from '@runde/contracts/host-operations'
import { hostPaths } from '@runde/contracts/host-paths'
import type { Meeting } from '@runde/contracts/meetings'
import { Audit, ChangedMeeting, PeopleOfMeeting, SettingsBody } from '@runde/contracts/rest'
import type { Bus } from '@runde/service-kit/bus'
import { within } from '@runde/service-kit/deadline'
import { asked, bodyRefusals, ofMeeting, operation, patience } from './host-operation.ts'

export interface Deps {
  readonly bus: Pick<Bus, 'request'>
}

const changed = ({ meeting_id, name, status, expires_at, locked, lobby, passcode_required, permissions }: Meeting) => ({
  ...{ meeting_id, name, status, expires_at, locked, lobby, passcode_required, permissions },
})
const wantedSettings = ({ name, passcode, ...settings }: SettingsBody) => ({
  ...settings,
  ...(name !== undefined && { name: name.trim() }),
  ...(passcode !== undefined && { passcode: passcode ?? '' }),
})

/** What only hosts may do about a meeting as a whole. Whether the key is one of this meeting, room-service decides, each time. */
export const hostRoutes =
  ({ bus }: Deps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'))

    const change = {
      ...operation('Change a meeting', ChangedMeeting, 'meeting_ended', ...bodyRefusals),
      ...{ params: ofMeeting, body: SettingsBody },
      description:
        'Renames it, locks it, gives it a lobby or a passcode or takes them away, says what whoever is neither host nor co-host may send, or moves its end: all that is named, or nothing. Hosts get in whatever is set, and so does whoever was in it before. When the lobby goes, whoever waits may come in as anybody may: past a lock or a passcode in its place they do not.',
    }
    app.patch(hostPaths.meeting, { schema: change }, async ({ params, headers, body }) =>
      changed(await bus.request(changeSettings, { ...asked(params, headers), ...wantedSettings(body) }, within(patience))),
    )

    const end = {
      ...operation('End a meeting for everybody', ChangedMeeting),
      params: ofMeeting,
      description: 'Hosts only. From this moment on nobody gets in, and whoever is inside is put out. Ending it twice is ending it once.',
    }
    app.delete(hostPaths.meeting, { schema: end }, async ({ params, headers }) =>
      changed(await bus.request(endMeeting, asked(params, headers), within(patience))),
    )

    const list = {
      ...operation('Who is in a meeting', PeopleOfMeeting),
      params: ofMeeting,
      description: 'Who is connected, who waits in the lobby (first come, first), and who was banned.',
    }
    app.get(hostPaths.meetingParticipants, { schema: list }, async ({ params, headers }) =>
      bus.request(listParticipants, asked(params, headers), within(patience)),
    )

    const audit = {
      ...operation('What hosts have done', Audit),
      params: ofMeeting,
      description: 'The latest thousand orders, oldest first: who, what, whom and when. Each stands there before it is carried out.',
    }
    app.get(hostPaths.meetingAudit, { schema: audit }, async ({ params, headers }) =>
      bus.request(readAudit, asked(params, headers), within(patience)),
    )
  }
