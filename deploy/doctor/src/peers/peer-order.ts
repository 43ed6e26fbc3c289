import type { TurnServer } from '../signalled.ts'

/** How media are to travel. */
export type Way = 'udp' | 'tcp' | 'turn'

/** What the peers' process is told, in its one message. */
export interface PeerOrder {
  readonly way: Way
  /** Of LiveKit's signalling. */
  readonly url: string
  /** LiveKit tokens of the two. */
  readonly tokens: readonly string[]
  /** The only server of the way `turn`. */
  readonly turn?: TurnServer
}

/** The pair of addresses between which media of one person travel. */
export interface Path {
  readonly protocol: string
  /** By way of a TURN server. */
  readonly relayed: boolean
  /** LiveKit's end. */
  readonly host: string
  readonly port: number
  /** Milliseconds. */
  readonly roundTrip: number | undefined
}

/** How it stands, of each person. */
export interface Standing {
  readonly frames: readonly number[]
  /** Empty while there is no connection. */
  readonly paths: readonly (readonly Path[])[]
}

/** What it tells. `person` is a place in `tokens`. */
export type PeerReport =
  /** The program is loaded; what takes time from now on is the network. */
  | { readonly type: 'ready' }
  | { readonly type: 'connected' | 'left'; readonly person: number }
  | { readonly type: 'standing'; readonly standing: Standing }
  /** Each saw the other, over the way that was asked for. */
  | { readonly type: 'carried'; readonly standing: Standing }
  /** They leave now. */
  | { readonly type: 'over' }
  | { readonly type: 'failed'; readonly message: string }
