import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import {
  admitWaiting,
  askToUnmute,
  denyWaiting,
  lowerHands,
  muteParticipants,
  permitParticipant,
  removeParticipant,
  setRole,
  unbanParticipant,
} from '@runde/contracts/host-operations'
import { hostPaths } from '@runde/contracts/host-paths'
import {
  AskBody,
  DenyBody,
  Done,
  LetIn,
  LoweredHands,
  MuteBody,
  Muted,
  PermitBody,
  Permitted,
  RemoveBody,
  RoleOfParticipant,
} from '@runde/contracts/rest'
import type { Bus } from '@runde/service-kit/bus'
import { within } from '@runde/service-kit/deadline'
import { defaultBody } from './default-body.ts'
import { asked, bodyRefusals, ofMeeting, ofPerson, operation, patience } from './host-operation.ts'

export interface Deps {
  readonly bus: Pick<Bus, 'request'>
}

/** What only hosts may do about people: about one of them, or about all. */
export const peopleRoutes =
  ({ bus }: Deps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'))

    const admitAll = {
      ...operation('Let everybody in', LetIn, 'meeting_ended'),
      ...{ params: ofMeeting, description: 'Everybody who waits in the lobby. They take their seats when they come.' },
    }
    app.post(hostPaths.admitAll, { schema: admitAll }, async ({ params, headers }) =>
      bus.request(admitWaiting, asked(params, headers), within(patience)),
    )

    const admit = {
      ...operation('Let somebody in', LetIn, 'participant_not_found', 'meeting_ended'),
      ...{ params: ofPerson, description: 'Somebody who waits in the lobby.' },
    }
    app.post(hostPaths.admitParticipant, { schema: admit }, async ({ params, headers }) =>
      bus.request(admitWaiting, { ...asked(params, headers), participant_id: params.pid }, within(patience)),
    )

    const deny = {
      ...operation('Do not let somebody in', Done, 'participant_not_found', 'meeting_ended', ...bodyRefusals),
      ...{ params: ofPerson, body: DenyBody },
      description: 'Somebody who waits in the lobby. They are told the reason, and may ask again as somebody new unless they are banned.',
    }
    app.post(hostPaths.denyParticipant, { schema: deny, preValidation: defaultBody }, async ({ params, headers, body }) =>
      bus.request(denyWaiting, { ...asked(params, headers), participant_id: params.pid, ...body }, within(patience)),
    )

    const muteAll = {
      ...operation('Mute everybody', Muted, 'meeting_ended', ...bodyRefusals),
      ...{ params: ofMeeting, body: MuteBody },
      description: 'Everybody but hosts and co-hosts. They can unmute themselves.',
    }
    app.post(hostPaths.muteAll, { schema: muteAll }, async ({ params, headers, body }) =>
      bus.request(muteParticipants, { ...asked(params, headers), ...body }, within(patience)),
    )

    const mute = {
      ...operation('Mute somebody', Muted, 'participant_not_found', 'meeting_ended', ...bodyRefusals),
      ...{ params: ofPerson, body: MuteBody },
      description: 'Their microphone, their camera or the screen that they share. They can unmute it.',
    }
    app.post(hostPaths.muteParticipant, { schema: mute }, async ({ params, headers, body }) =>
      bus.request(muteParticipants, { ...asked(params, headers), participant_id: params.pid, ...body }, within(patience)),
    )

    const permit = {
      ...operation('Say what somebody may send', Permitted, 'participant_not_found', 'meeting_ended', ...bodyRefusals),
      ...{ params: ofPerson, body: PermitBody },
      description:
        'Given or taken away whatever holds for the others; null: as the others. What is taken away is stopped at once, and refused. About a host or co-host it holds once they are neither. Answers what is in force for them.',
    }
    app.post(hostPaths.permitParticipant, { schema: permit }, async ({ params, headers, body }) =>
      bus.request(permitParticipant, { ...asked(params, headers), participant_id: params.pid, permissions: body }, within(patience)),
    )

    const lowerAll = {
      ...operation('Lower all hands', LoweredHands, 'meeting_ended'),
      ...{ params: ofMeeting, description: 'Of everybody who is connected. They can raise them again.' },
    }
    app.post(hostPaths.lowerHands, { schema: lowerAll }, async ({ params, headers }) =>
      bus.request(lowerHands, asked(params, headers), within(patience)),
    )

    const lower = {
      ...operation('Lower a hand', LoweredHands, 'participant_not_found', 'meeting_ended'),
      ...{ params: ofPerson, description: 'They can raise it again.' },
    }
    app.post(hostPaths.lowerHand, { schema: lower }, async ({ params, headers }) =>
      bus.request(lowerHands, { ...asked(params, headers), participant_id: params.pid }, within(patience)),
    )

    const ask = {
      ...operation('Ask somebody to unmute', Done, 'participant_not_found', 'meeting_ended', ...bodyRefusals),
      ...{ params: ofPerson, body: AskBody },
      description:
        'Their microphone or their camera. They are asked on their page, and turn it on themselves or not. Not found when they are not connected.',
    }
    app.post(hostPaths.askParticipant, { schema: ask }, async ({ params, headers, body }) =>
      bus.request(askToUnmute, { ...asked(params, headers), participant_id: params.pid, ...body }, within(patience)),
    )

    const remove = {
      ...operation('Remove somebody', Done, 'participant_not_found', 'meeting_ended', ...bodyRefusals),
      ...{ params: ofPerson, body: RemoveBody },
      description:
        'A host is removed by hosts only. Unless `ban` is false they do not come back: neither as this participant, nor with the token that they still have, nor in the same browser.',
    }
    app.post(
      hostPaths.removeParticipant,
      { schema: remove, preValidation: defaultBody },
      async ({ params, headers, body: { ban = true } }) =>
        bus.request(removeParticipant, { ...asked(params, headers), participant_id: params.pid, ban }, within(patience)),
    )

    const roles = [
      { path: hostPaths.promoteParticipant, summary: 'Make somebody co-host', role: 'co_host' },
      { path: hostPaths.demoteParticipant, summary: 'Take a role back', role: 'participant' },
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

    const unban = {
      ...operation('Let somebody in again', Done, 'participant_not_found', 'meeting_ended'),
      ...{ params: ofPerson, description: 'Takes a ban back.' },
    }
    app.post(hostPaths.unbanParticipant, { schema: unban }, async ({ params, headers }) =>
      bus.request(unbanParticipant, { ...asked(params, headers), participant_id: params.pid }, within(patience)),
    )
  }
