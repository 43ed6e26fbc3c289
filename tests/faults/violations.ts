/** What must never be, whatever fails. */
export type Rule =
  | 'meeting lost'
  | 'meeting extra'
  | 'key answered twice'
  | 'seats above capacity'
  | 'ended early'
  | 'ended twice'
  | 'event missing'
  | 'event doubled'
  | 'count wrong'

export interface Violation {
  readonly rule: Rule
  /** Of a meeting, or a key. */
  readonly subject: string
  readonly detail: string
}
