import { hostKeyLimit } from '@runde/contracts/host-operations'
import type { EndReason } from '@runde/contracts/meeting-events'
import type { MeetingStatus } from '@runde/contracts/meetings'
import { isSame } from '@runde/contracts/permissions'
import { readHostKey } from './host-key.ts'
import { isOver, type MeetingChange, type MeetingState, type WantedSettings } from './meeting-state.ts'
import { dueWarning, warningsPast } from './wake.ts'

export type MeetingCommand =
  /** The room stands on LiveKit, in this incarnation. */
  | { readonly type: 'open'; readonly room_sid: string }
  | { readonly type: 'extend'; readonly expires_at: number }
  /** What is named becomes so; the rest stays. */
  | { readonly type: 'change'; readonly settings: WantedSettings }
  | { readonly type: 'warn' }
  /** `expired` ends only what has expired, `abandoned` only what has never been open. */
  | { readonly type: 'end'; readonly reason: EndReason }
  /** The room is gone from LiveKit. */
  | { readonly type: 'finish' }

/**
 * Every transition there is: status and command to the next status. What is not here is refused: by `meeting_ended` where
 * the meeting is ending or has ended, silently where there is nothing left to do. docs/reliability.md shows this table.
 */
export const transitions = {
  creating: { open: 'open', end: 'ending' },
  open: { open: 'open', extend: 'open', change: 'open', warn: 'open', end: 'ending' },
  ending: { finish: 'ended' },
  ended: {},
} as const satisfies Record<MeetingStatus, Partial<Record<MeetingCommand['type'], MeetingStatus>>>

/** What comes of a command: changes (none: there is nothing to do), or a refusal. */
export type Decision = { readonly changes: readonly MeetingChange[] } | { readonly refused: 'meeting_ended' }

const nothing: Decision = { changes: [] }
const refused: Decision = { refused: 'meeting_ended' }
const one = (change: MeetingChange): Decision => ({ changes: [change] })

const open = ({ status, room_sid }: MeetingState, sid: string): Decision => {
  if (status === 'creating') return one({ type: 'meeting_opened', room_sid: sid })
  return room_sid === sid ? nothing : one({ type: 'room_replaced', room_sid: sid })
}

const warn = (state: MeetingState, now: number): Decision => {
  const warned = dueWarning(state, now)
  if (warned === undefined) return nothing
  const { expires_at } = state
  return one({ type: 'ending_soon', expires_at, seconds_left: Math.ceil((expires_at - now) / 1_000), warned })
}

/** A key is added once and never beyond the limit, and the last one is never taken away: whoever asked sees what came of it. */
const keysAfter = (host_keys: readonly string[], { grant_key, revoke_key }: WantedSettings): readonly string[] => {
  const hashes = host_keys.map((stored) => readHostKey(stored).hash)
  const isNew = grant_key !== undefined && !hashes.includes(readHostKey(grant_key).hash) && host_keys.length < hostKeyLimit
  const granted = isNew ? [...host_keys, grant_key] : host_keys
  const left = granted.filter((stored) => readHostKey(stored).key_id !== revoke_key)
  return left.length > 0 ? left : granted
}

const change = (state: MeetingState, settings: WantedSettings): Decision => {
  const { name, locked, lobby, passcode_hash } = { ...state, ...settings }
  const permissions = { ...state.permissions, ...settings.permissions }
  const host_keys = keysAfter(state.host_keys, settings)
  const news = {
    ...(name !== state.name && { name }),
    ...(locked !== state.locked && { locked }),
    ...(lobby !== state.lobby && { lobby }),
    ...(passcode_hash !== state.passcode_hash && { passcode_hash }),
    ...(!isSame(permissions, state.permissions) && { permissions }),
    ...(host_keys.join() !== state.host_keys.join() && { host_keys }),
  }
  return Object.keys(news).length === 0 ? nothing : one({ type: 'meeting_changed', ...news })
}

const allows = ({ status }: MeetingState, command: MeetingCommand) => Object.hasOwn(transitions[status], command.type)

/** What a command does to a meeting at a moment. Pure: time is Redis's, and comes in. */
export const decide = (state: MeetingState, command: MeetingCommand, now: number): Decision => {
  const over = isOver(state, now)
  switch (command.type) {
    case 'finish':
      return allows(state, command) ? one({ type: 'meeting_ended' }) : nothing
    case 'end':
      if (!allows(state, command) || (command.reason === 'expired' && !over)) return nothing
      // Whoever gives it up may not know that a retry has finished it, and that somebody was told of it.
      if (command.reason === 'abandoned' && state.status !== 'creating') return nothing
      return one({ type: 'meeting_ending', reason: over ? 'expired' : command.reason })
    case 'warn':
      return over || !allows(state, command) ? nothing : warn(state, now)
    case 'open':
      return over ? refused : open(state, command.room_sid)
    case 'change':
      return over || !allows(state, command) ? refused : change(state, command.settings)
    case 'extend': {
      if (over || !allows(state, command)) return refused
      const { expires_at } = command
      return one({ type: 'meeting_extended', expires_at, warned: warningsPast(expires_at - now) })
    }
  }
}

/** The meeting after a change. */
export const evolve = (state: MeetingState, change: MeetingChange): MeetingState => {
  const version = state.version + 1
  switch (change.type) {
    case 'meeting_opened':
      return { ...state, version, status: 'open', room_sid: change.room_sid }
    case 'room_replaced':
      return { ...state, version, room_sid: change.room_sid }
    case 'meeting_extended':
      return { ...state, version, expires_at: change.expires_at, warned: change.warned }
    case 'meeting_changed': {
      const { type: _, ...settings } = change
      return { ...state, ...settings, version }
    }
    case 'ending_soon':
      return { ...state, version, warned: change.warned }
    case 'meeting_ending':
      return { ...state, version, status: 'ending' }
    case 'meeting_ended':
      return { ...state, version, status: 'ended' }
  }
}

/** What comes of one command after the other, each on the meeting that the ones before it leave. */
export const decideAll = (state: MeetingState, commands: readonly MeetingCommand[], now: number): Decision => {
  const changes: MeetingChange[] = []
  let current = state
  for (const command of commands) {
    const decision = decide(current, command, now)
    if ('refused' in decision) return decision
    changes.push(...decision.changes)
    current = decision.changes.reduce(evolve, current)
  }
  return { changes }
}
