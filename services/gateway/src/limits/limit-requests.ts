import { RundeError } from '@runde/contracts/errors'
import { hostPaths } from '@runde/contracts/host-paths'
import { paths } from '@runde/contracts/paths'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { problems } from '../problem-answers.ts'
import { clientGroups } from './client-groups.ts'
import type { Limits } from './limits.ts'

const missCodes: readonly string[] = ['meeting_not_found', 'not_host']

const isOfMeeting = (route: string): boolean => route === hostPaths.meeting || route.startsWith(`${hostPaths.meeting}/`)
const isLimited = (route: string): boolean => route === paths.createMeeting || isOfMeeting(route)

const passcodeOf = (body: unknown): string | undefined => (body as { readonly passcode?: string } | undefined)?.passcode

/** Says in the description of the API that these routes may be asked too often. */
const documentRefusal = (app: FastifyInstance) =>
  app.addHook('onRoute', (route) => {
    if (!isLimited(route.url)) return
    const response = { ...(route.schema?.response as object | undefined), ...problems('too_many_requests') }
    route.schema = { ...route.schema, response }
  })

/**
 * Limits for every route of a meeting that is registered afterwards, whichever it is. A request is refused before the meeting
 * is looked for, so that whoever has guessed too often cannot tell a hit from a miss.
 */
export const limitRequests = (app: FastifyInstance, limits: Limits): void => {
  documentRefusal(app)
  const lookups = new WeakMap<FastifyRequest, Disposable>()
  const guesses = new WeakMap<FastifyRequest, Disposable>()
  const answered = (request: FastifyRequest) => {
    lookups.get(request)?.[Symbol.dispose]()
    guesses.get(request)?.[Symbol.dispose]()
  }

  const begin = async (request: FastifyRequest, reply: FastifyReply, route: string) => {
    const { id } = request.params as { id: string }
    const lookup = await limits.lookUp(clientGroups(request.ip), id, route === paths.joinMeeting)
    lookups.set(request, lookup)
    reply.raw.once('close', () => answered(request))
  }
  app.addHook('onRequest', async (request, reply) => {
    const route = request.routeOptions.url ?? ''
    if (route === paths.createMeeting) await limits.create(clientGroups(request.ip))
    else if (isOfMeeting(route)) await begin(request, reply, route)
  })
  // The body is known now, and nothing has been done with it.
  app.addHook('preHandler', async (request) => {
    const passcode = request.routeOptions.url === paths.joinMeeting && passcodeOf(request.body)
    if (!passcode) return
    const { id } = request.params as { id: string }
    guesses.set(request, await limits.tryPasscode(clientGroups(request.ip), id, passcode))
  })
  // The answer to a miss waits until the miss is counted.
  app.addHook('onError', async (request, _reply, error) => {
    if (!(error instanceof RundeError) || !lookups.has(request)) return
    const { id } = request.params as { id: string }
    if (missCodes.includes(error.code)) await limits.missed(clientGroups(request.ip))
    if (error.code === 'passcode_wrong') await limits.guessed(clientGroups(request.ip), id)
  })
  // Events go on for hours; they have found their meeting when they begin.
  app.addHook('onSend', async (request) => answered(request))
}
