import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import { hostPaths } from '@runde/contracts/host-paths'
import { paths } from '@runde/contracts/paths'
import type { FastifyInstance } from 'fastify'
import type { OpenAPIV3, OpenAPIV3_1 } from 'openapi-types'

/** Operations whose body may be left out, as OpenAPI writes their paths. */
const bodyless = [paths.createMeeting, hostPaths.removeParticipant, hostPaths.denyParticipant].map((path) =>
  path.replaceAll(/:(\w+)/g, '{$1}'),
)

/** Fastify's schemas cannot say that a body may be left out. */
const withOptionalBody = (document: Partial<OpenAPIV3.Document | OpenAPIV3_1.Document>) => {
  for (const path of bodyless) {
    const body = document.paths?.[path]?.post?.requestBody
    if (body && 'required' in body) body.required = false
  }
  return document
}

/** OpenAPI 3.1 of every public route, and a page to read it. Registered before the routes, which it then collects. */
export const apiDocs = async (app: FastifyInstance, { version, webRoot }: { version: string; webRoot: string }): Promise<void> => {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Runde', version, description: 'Video meetings on LiveKit. Errors are RFC 9457 problem+json with a stable `code`.' },
      servers: [{ url: '/' }],
      components: { securitySchemes: { hostKey: { type: 'http', scheme: 'bearer', description: 'the `host_key` of the meeting' } } },
    },
    transformObject: (document) => withOptionalBody('openapiObject' in document ? document.openapiObject : {}),
  })
  await app.register(swaggerUi, {
    routePrefix: paths.docs,
    staticCSP: true,
    logo: { type: 'image/svg+xml', content: await readFile(join(webRoot, 'favicon.svg')), href: paths.home, target: '_self' },
    theme: { title: 'Runde API' },
    uiConfig: { deepLinking: true },
  })
  app.get(paths.openapi, { schema: { hide: true }, config: { quiet: true } }, async () => app.swagger())
}
