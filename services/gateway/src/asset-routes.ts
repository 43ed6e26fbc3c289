import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyPluginAsync } from 'fastify'

/** The files of the built SPA. What carries its content's hash in its name never changes and is kept for a year. */
export const assetRoutes =
  (webRoot: string): FastifyPluginAsync =>
  async (app) => {
    app.addHook('onRoute', (route) => {
      route.config = { ...route.config, quiet: true }
    })
    await app.register(fastifyStatic, {
      root: join(webRoot, 'assets'),
      prefix: '/assets/',
      preCompressed: true,
      immutable: true,
      maxAge: '365d',
      index: false,
      schemaHide: true,
    })
    await app.register(fastifyStatic, {
      root: webRoot,
      wildcard: false,
      globIgnore: ['assets/**', 'pages/**'],
      maxAge: '1h',
      index: false,
      decorateReply: false,
      schemaHide: true,
    })
  }
