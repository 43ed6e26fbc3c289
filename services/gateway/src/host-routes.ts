import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import type { ErrorCode } from '@runde/contracts/errors'
import {
  admitWaiting,
  askToUnmute,
  changeSettings,
  denyWaiting,
  endMeeting,
  listParticipants,
  muteParticipants,
  permitParticipant,
  readAudit,
  removeParticipant,
  setRole,
  unbanParticipant,
} from '@runde/contracts/host-operations'
import type { Meeting } from '@runde/contracts/meetings'
import { paths } from '@runde/contracts/paths'
import {
  AskBody,
  Audit,
  ChangedMeeting,
  DenyBody,
  Done,
  LetIn,
  MuteBody,
  Muted,
  PeopleOfMeeting,
  PermitBody,
  Permitted,
  RemoveBody,
  RoleOfParticipant,
  SettingsBody,
} from '@runde/contracts/rest'
import type { Bus } from '@runde/service-kit/bus'
import { within } from '@runde/service-kit/deadline'
import { type TSchema, Type } from 'typebox'
import { bearerOf } from './bearer-token.ts'
import { problems } from './problem-answers.ts'

export interface Deps {
  readonly bus: Pick<Bus, 'request'>
}

/** Milliseconds for one operation, from the request to its answer. */
const patience = 5_000

const id = Type.String({ description: 'the meeting id, `xxx-xxxx-xxx`' })
const pid = Type.String({ description: 'of the participant, `guest-...`', maxLength: 64 })
const ofMeeting = Type.Object({ id })
const ofPerson = Type.Object({ id, pid })
const headers = Type.Object({
  authorization: Type.Optional(
    Type.String({ description: '`Bearer <host_key>`, from the answer to create; or `Bearer <participant_token>` of a host or co-host' }),
  ),
})
const security = [{ hostKey: [] }]

/** What every one of these operations is; the refusals come on top of those that all of them share. */
const operation = <Answer extends TSchema>(summary: string, answer: Answer, ...refusals: ErrorCode[]) => ({
  ...{ tags: ['Hosts'], summary, security, headers },
  response: {
    200: answer,
    ...problems('invalid', 'host_key_missing', 'not_host', 'meeting_not_found', ...refusals, 'unavailable'),
  } as { 200: Answer },
})
const bodyRefusals = ['too_large', 'unsupported_media_type'] as const

const asked = ({ id: meeting_id }: { id: string }, { authorization }: { authorization?: string }) => {
  const credential = bearerOf(authorization, 'host_key')
  return { meeting_id, ...(credential !== undefined && { credential }) }
}
const changed = ({ meeting_id, name, status, expires_at, locked, lobby, passcode_required, permissions }: Meeting) => ({
  ...{ meeting_id, name, status, expires_at, locked, lobby, passcode_required, permissions },
})
const wantedSettings = ({ name, passcode, ...settings }: SettingsBody) => ({
  ...settings,
  ...(name !== undefined && { name: name.trim() }),
  ...(passcode !== undefined && { passcode: passcode ?? '' }),
})
// No body means every default.
const defaultBody = async (request: { body: unknown }) => {
  request.body ??= {}
}

/** What only hosts may do. Whether the key is one of this meeting, room-service decides, each time. */
export const hostRoutes =
  ({ bus }: Deps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'))

    const change = {
      ...operation('Change a meeting', ChangedMeeting, 'meeting_ended', ...bodyRefusals),
      ...{ params: ofMeeting, body: SettingsBody },
      description:
        'Renames it, locks it, gives it a lobby or a passcode or takes them away, says what whoever is neither host nor co-host may send, or moves its end: all that is named, or nothing. Hosts get in whatever is set, and so does whoever was in it before. When the lobby goes, whoever waits may come in.',
    }
    app.patch(paths.meeting, { schema: change }, async ({ params, headers, body }) =>
      changed(await bus.request(changeSettings, { ...asked(params, headers), ...wantedSettings(body) }, within(patience))),
    )

    const end = {
      ...operation('End a meeting for everybody', ChangedMeeting),
      params: ofMeeting,
      description: 'Hosts only. From this moment on nobody gets in, and whoever is inside is put out. Ending it twice is ending it once.',
    }
    app.delete(paths.meeting, { schema: end }, async ({ params, headers }) =>
      changed(await bus.request(endMeeting, asked(params, headers), within(patience))),
    )

    const list = {
      ...operation('Who is in a meeting', PeopleOfMeeting),
      params: ofMeeting,
      description: 'Who is connected, who waits in the lobby (first come, first), and who was banned.',
    }
    app.get(paths.meetingParticipants, { schema: list }, async ({ params, headers }) =>
      bus.request(listParticipants, asked(params, headers), within(patience)),
    )

    const admitAll = {
      ...operation('Let everybody in', LetIn, 'meeting_ended'),
      ...{ params: ofMeeting, description: 'Everybody who waits in the lobby. They take their seats when they come.' },
    }
    app.post(paths.admitAll, { schema: admitAll }, async ({ params, headers }) =>
      bus.request(admitWaiting, asked(params, headers), within(patience)),
    )

    const admit = {
      ...operation('Let somebody in', LetIn, 'participant_not_found', 'meeting_ended'),
      ...{ params: ofPerson, description: 'Somebody who waits in the lobby.' },
    }
    app.post(paths.admitParticipant, { schema: admit }, async ({ params, headers }) =>
      bus.request(admitWaiting, { ...asked(params, headers), participant_id: params.pid }, within(patience)),
    )

    const deny = {
      ...operation('Do not let somebody in', Done, 'participant_not_found', 'meeting_ended', ...bodyRefusals),
      ...{ params: ofPerson, body: DenyBody },
      description: 'Somebody who waits in the lobby. They are told the reason, and may ask again as somebody new unless they are banned.',
    }
    app.post(paths.denyParticipant, { schema: deny, preValidation: defaultBody }, async ({ params, headers, body }) =>
      bus.request(denyWaiting, { ...asked(params, headers), participant_id: params.pid, ...body }, within(patience)),
    )

    const muteAll = {
      ...operation('Mute everybody', Muted, 'meeting_ended', ...bodyRefusals),
      ...{ params: ofMeeting, body: MuteBody },
      description: 'Everybody but hosts and co-hosts. They can unmute themselves.',
    }
    app.post(paths.muteAll, { schema: muteAll }, async ({ params, headers, body }) =>
      bus.request(muteParticipants, { ...asked(params, headers), ...body }, within(patience)),
    )

    const mute = {
      ...operation('Mute somebody', Muted, 'participant_not_found', 'meeting_ended', ...bodyRefusals),
      ...{ params: ofPerson, body: MuteBody },
      description: 'Their microphone, their camera or the screen that they share. They can unmute it.',
    }
    app.post(paths.muteParticipant, { schema: mute }, async ({ params, headers, body }) =>
      bus.request(muteParticipants, { ...asked(params, headers), participant_id: params.pid, ...body }, within(patience)),
    )

    const permit = {
      ...operation('Say what somebody may send', Permitted, 'participant_not_found', 'meeting_ended', ...bodyRefusals),
      ...{ params: ofPerson, body: PermitBody },
      description:
        'Given or taken away whatever holds for the others; null: as the others. What is taken away is stopped at once, and refused. About a host or co-host it holds once they are neither. Answers what is in force for them.',
    }
    app.post(paths.permitParticipant, { schema: permit }, async ({ params, headers, body }) =>
      bus.request(permitParticipant, { ...asked(params, headers), participant_id: params.pid, permissions: body }, within(patience)),
    )

    const ask = {
      ...operation('Ask somebody to unmute', Done, 'participant_not_found', 'meeting_ended', ...bodyRefusals),
      ...{ params: ofPerson, body: AskBody },
      description:
        'Their microphone or their camera. They are asked on their page, and turn it on themselves or not. Not found when they are not connected.',
    }
    app.post(paths.askParticipant, { schema: ask }, async ({ params, headers, body }) =>
      bus.request(askToUnmute, { ...asked(params, headers), participant_id: params.pid, ...body }, within(patience)),
    )

    const remove = {
      ...operation('Remove somebody', Done, 'participant_not_found', 'meeting_ended', ...bodyRefusals),
      ...{ params: ofPerson, body: RemoveBody },
      description:
        'A host is removed by hosts only. Unless `ban` is false they do not come back: neither as this participant, nor with the token that they still have, nor in the same browser.',
    }
    app.post(paths.removeParticipant, { schema: remove, preValidation: defaultBody }, async ({ params, headers, body: { ban = true } }) =>
      bus.request(removeParticipant, { ...asked(params, headers), participant_id: params.pid, ban }, within(patience)),
    )

    const roles = [
      { path: paths.promoteParticipant, summary: 'Make somebody co-host', role: 'co_host' },
      { path: paths.demoteParticipant, summary: 'Take a role back', role: 'participant' },
    ] as const
    for (const { path, summary, role } of roles) {
      const schema = {
        ...operation(summary, RoleOfParticipant, 'participant_not_found', 'meeting_ended'),
        ...{
          params: ofPerson,
          description: 'Hosts only. A co-host may do what hosts do, but give roles, remove a host and end the meeting.',
        },
      }
      app.post(path, { schema }, async ({ params, headers }) =>
        bus.request(setRole, { ...asked(params, headers), participant_id: params.pid, role }, within(patience)),
      )
    }

    const audit = {
      ...operation('What hosts have done', Audit),
      params: ofMeeting,
      description: 'The latest thousand orders, oldest first: who, what, whom and when. Each stands there before it is carried out.',
    }
    app.get(paths.meetingAudit, { schema: audit }, async ({ params, headers }) =>
      bus.request(readAudit, asked(params, headers), within(patience)),
    )

    const unban = {
      ...operation('Let somebody in again', Done, 'participant_not_found', 'meeting_ended'),
      ...{ params: ofPerson, description: 'Takes a ban back.' },
    }
    app.post(paths.unbanParticipant, { schema: unban }, async ({ params, headers }) =>
      bus.request(unbanParticipant, { ...asked(params, headers), participant_id: params.pid }, within(patience)),
    )
  }
