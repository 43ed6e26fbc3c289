import type { Message } from './message.ts'
import type { Outgoing, SendFailure } from './outgoing.ts'

/** A message on the screen. */
export interface Row {
  /** The same from when it is written here until everybody has it. */
  readonly id: string
  readonly by: string
  readonly name: string
  readonly at: number
  /** Undefined: it cannot be read here. */
  readonly text: string | undefined
  readonly state: 'sent' | 'underway' | SendFailure
}

export interface Known {
  readonly messages: readonly Message[]
  readonly outgoing: readonly Outgoing[]
  /** What was written here: message id to key. */
  readonly keys: ReadonlyMap<string, string>
  readonly own: { readonly identity: string; readonly name: string }
}

/** Everything that is to be read, what is on its way last. */
export const rowsOf = ({ messages, outgoing, keys, own }: Known): readonly Row[] => [
  ...messages.map((one) => ({ ...one, id: keys.get(one.id) ?? one.id, state: 'sent' as const })),
  ...outgoing.map(({ key, text, at, failure }) => ({
    ...{ id: key, by: own.identity, name: own.name, at, text },
    state: failure ?? ('underway' as const),
  })),
]

export const isFailed = ({ state }: Pick<Row, 'state'>): boolean => state !== 'sent' && state !== 'underway'
