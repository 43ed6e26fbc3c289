import type { Readable, Writable } from 'node:stream'

/**
 * What must be the same again for what is stored to go on meaning the same. Any passwords of Redis and NATS and any key of LiveKit
 * will do after a restore: nothing that is stored depends on them.
 */
export interface KeptSecrets {
  /** Rooms' records, hashes of passcodes, and the host keys and sessions that an idempotency key determines. */
  readonly 'state-secret': string
  /** The cookie by which bans know a browser. */
  readonly 'cookie-secret': string
}

export interface Streams {
  readonly stdin?: Readable | string
  /** Without it the output is the answer. */
  readonly stdout?: Writable
}

/** Services that are asked what they know. */
export type AskedService = 'gateway' | 'room-service'

/** In an image the programs of all services lie together. */
export const programInImage: Site['programOf'] = (_service, name) => `bundle/${name}.mjs`

/** One installation, and the ways into it. Commands answer what they wrote to their output, and throw a Problem when they fail. */
export interface Site {
  /** Completes "Runde in ...". */
  readonly name: string
  /** Runs a line of sh beside the running Redis. `redis-cli --user backup` needs no password there. */
  inRedis(script: string, streams?: Streams): Promise<string>
  /** Runs a line of sh with arguments by Redis's own image where its folder is `/data`, or what `dataDir` says, between `stop` and `start`. */
  inVolume(script: string, args: readonly string[], streams?: Streams): Promise<string>
  readonly dataDir: string
  /** Runs Node in a container of the service, with its settings and rights. */
  inService(service: AskedService, args: readonly string[]): Promise<string>
  /** Where one of the service's programs lies there. */
  programOf(service: AskedService, name: string): string
  readSecrets(): Promise<KeptSecrets>
  /** Puts other ones in their place, and waits until the services that use them run with them. */
  writeSecrets(secrets: KeptSecrets): Promise<void>
  /** Ends Redis and whoever writes meetings to it. Calls go on. */
  stop(): Promise<void>
  /** Starts what `stop` has ended; resolves when it is ready. */
  start(): Promise<void>
}
