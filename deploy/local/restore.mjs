import { bootstrap } from './bootstrap.mjs'

await bootstrap('deploy/backup/restore.ts')
