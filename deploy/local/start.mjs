import { bootstrap } from './bootstrap.mjs'

await bootstrap('deploy/local/launch.ts')
