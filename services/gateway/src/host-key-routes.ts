import type { FastifyPluginAsyncTypebox } from '@fastify/type-provider-typebox'
import { grantHostKey, listHostKeys, revokeHostKey } from '@runde/contracts/host-operations'
import { hostPaths } from '@runde/contracts/host-paths'
import { Done, GrantedHostKey, HostKeys } from '@runde/contracts/rest'
import type { Bus } from '@runde/service-kit/bus'
import { within } from '@runde/service-kit/deadline'
import { Type } from 'typebox'
import { asked, headers, id, ofMeeting, operation, patience } from './host-operation.ts'
import { IdempotencyHeaders, idempotencyKeyOf, ownKey } from './idempotency-key.ts'
import { hostUrl } from './meeting-url.ts'

export interface Deps {
  readonly bus: Pick<Bus, 'request'>
  readonly frontendUrl: string
}

/** The links that make hosts. */
export const hostKeyRoutes =
  ({ bus, frontendUrl }: Deps): FastifyPluginAsyncTypebox =>
  async (app) => {
    app.addHook('onRequest', async (_request, reply) => void reply.header('cache-control', 'no-store'))

    const keyed = Type.Object({ id, kid: Type.String({ description: 'of the host key, as the list names it', maxLength: 64 }) })
    const keys = {
      ...operation('The links for hosts', HostKeys, 'meeting_ended'),
      ...{ params: ofMeeting, description: 'Hosts only. The keys that make hosts, oldest first, by ids that open nothing.' },
    }
    app.get(hostPaths.hostKeys, { schema: keys }, async ({ params, headers }) =>
      bus.request(listHostKeys, asked(params, headers), within(patience)),
    )

    const grant = {
      ...operation('Another link for hosts', GrantedHostKey, 'too_many_host_keys', 'meeting_ended'),
      ...{ params: ofMeeting, headers: Type.Object({ ...headers.properties, ...IdempotencyHeaders.properties }) },
      description: 'Hosts only. To be handed to somebody else, and taken back without touching the others.',
    }
    app.post(hostPaths.hostKeys, { schema: grant }, async ({ params, headers }) => {
      const idempotency_key = idempotencyKeyOf(headers['idempotency-key']) ?? ownKey()
      const granted = await bus.request(grantHostKey, { ...asked(params, headers), idempotency_key }, within(patience))
      return { ...granted, host_url: hostUrl(frontendUrl, params.id, granted.host_key) }
    })

    const revoke = {
      ...operation('Take a link for hosts back', Done, 'host_key_not_found', 'last_host_key', 'meeting_ended'),
      ...{
        params: keyed,
        description: 'Hosts only. It makes nobody a host any more; whoever is one stays one, until that is taken back too.',
      },
    }
    app.delete(hostPaths.hostKey, { schema: revoke }, async ({ params, headers }) =>
      bus.request(revokeHostKey, { ...asked(params, headers), key_id: params.kid }, within(patience)),
    )
  }
