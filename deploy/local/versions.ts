import { readFileSync } from 'node:fs'

export const serverNames = ['redis-server', 'nats-server', 'livekit-server'] as const
export type ServerName = (typeof serverNames)[number]

/** Where one server may come from; see deploy/versions.json. */
export interface ServerSource {
  /** An installed program must be at least this new. */
  readonly minimum: string
  /** What is downloaded or compiled. */
  readonly version: string
  readonly release?: {
    readonly url: string
    readonly archives: Readonly<Record<string, { readonly file: string; readonly sha256: string }>>
  }
  /** `packages`: about how many the compiler goes through, to say how far it is. `ldflags`: for the linker, such as the version to say. */
  readonly go?: { readonly module: string; readonly binary: string; readonly packages: number; readonly ldflags?: string }
  /** What makes it say its version, where `--version` does not. */
  readonly versionArgs?: readonly string[]
  /** The package's name by package manager. */
  readonly packages?: Readonly<Record<string, string>>
}

export interface PinnedServer extends ServerSource {
  /** The official container image of the version. */
  readonly image: string
}

export const readVersions = (): Readonly<Record<ServerName, PinnedServer>> =>
  JSON.parse(readFileSync(new URL('../versions.json', import.meta.url), 'utf8'))

/** The first x.y.z in what a program says of itself. */
export const findVersion = (text: string): string | undefined => /\d+\.\d+\.\d+/.exec(text)?.[0]

/** Negative when `a` is older than `b`. Numbers only: 2.9.10 is older than 2.14.0. */
export const compareVersions = (a: string, b: string): number => {
  const left = a.split('.').map(Number)
  const right = b.split('.').map(Number)
  const differing = left.findIndex((part, index) => part !== right[index])
  return differing === -1 ? left.length - right.length : (left[differing] ?? 0) - (right[differing] ?? 0)
}
