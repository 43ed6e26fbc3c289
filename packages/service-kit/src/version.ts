import { readFileSync } from 'node:fs'

/** Runde's own version, shown by `/health`, OpenAPI and `nats micro ls`; every package carries the same. */
export const version: string = (JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string })
  .version
