import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { paths } from '@runde/contracts/paths'
import type { FastifyInstance } from 'fastify'

/** OpenAPI 3.1 of every public route, and a page to read it. Registered before the routes, which it then collects. */
export const apiDocs = async (app: FastifyInstance, version: string): Promise<void> => {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Runde', version, description: 'Video meetings on LiveKit. Errors are RFC 9457 problem+json with a stable `code`.' },
      servers: [{ url: '/' }],
    },
  })
  await app.register(swaggerUi, { routePrefix: paths.docs, staticCSP: true, uiConfig: { deepLinking: true } })
  app.get(paths.openapi, { schema: { hide: true }, config: { quiet: true } }, async () => app.swagger())
}
