/** npm run chart:access: after a change of the rights. */
import { writeFileSync } from 'node:fs'
import { chartAccess } from './chart-access.ts'

writeFileSync(new URL('../../helm/runde/files/access.json', import.meta.url), chartAccess())
