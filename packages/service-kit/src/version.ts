import manifest from '../package.json' with { type: 'json' }

/** Runde's own version, shown by `/health`, OpenAPI and `nats micro ls`; every package carries the same. */
export const version: string = manifest.version
