import { bootstrap } from './bootstrap.mjs'

await bootstrap('deploy/doctor/src/main.ts')
