import type { AuditEntry } from '@runde/contracts/host-operations'
import type { AuditTexts } from '../i18n/audit.ts'

interface Telling {
  readonly say: AuditTexts
  /** The word for a time, given in milliseconds since the epoch. */
  time(at: number): string
  /** In the language of the texts. */
  list(clauses: readonly string[]): string
}

const nameOf = (one: { readonly participant_id?: string; readonly display_name?: string }): string | undefined =>
  one.display_name ?? one.participant_id

const mute = (say: AuditTexts, source: unknown, whom: string | undefined): string | false => {
  if (source === 'microphone') return whom ? say.muted(whom) : say.allMuted
  if (source === 'camera') return whom ? say.cameraOff(whom) : say.allCamerasOff
  return source === 'screen_share' && (whom ? say.shareStopped(whom) : say.allSharesStopped)
}

const sendings = ['microphone', 'camera', 'screen_share', 'chat'] as const

/** What people may send from then on: everybody who leads nothing, or the one who is named. */
const permissions = (say: AuditTexts, decided: unknown, whom?: string): readonly (string | false)[] => {
  if (typeof decided !== 'object' || decided === null) return []
  return sendings.map((sending) => {
    const allowed: unknown = Reflect.get(decided, sending)
    const what = say.sendings[sending]
    if (whom && allowed === null) return say.exceptionEnded(whom, say.exceptions[sending])
    if (typeof allowed !== 'boolean') return false
    if (whom) return (allowed ? say.allowedTo : say.forbiddenTo)(whom, what)
    return (allowed ? say.allowed : say.forbidden)(what)
  })
}

const clauses = ({ at, what, whom, details }: AuditEntry, { say, time }: Telling): readonly (string | false)[] => {
  const { source, name, locked, lobby, passcode, expires_in, ban, role, reason } = details
  const person = whom && nameOf(whom)
  if (what === 'mute') return [mute(say, source, person)]
  if (what === 'end') return [say.ended]
  if (what === 'grant_host_key') return [say.hostLinkCreated]
  if (what === 'revoke_host_key') return [say.hostLinkRevoked]
  if (what === 'change') {
    return [
      typeof name === 'string' && say.renamed(name),
      typeof locked === 'boolean' && (locked ? say.locked : say.unlocked),
      typeof lobby === 'boolean' && (lobby ? say.lobbyOn : say.lobbyOff),
      typeof passcode === 'boolean' && (passcode ? say.passcodeSet : say.passcodeRemoved),
      ...permissions(say, details.permissions),
      typeof expires_in === 'number' && say.endMoved(time(Date.parse(at) + expires_in * 1000)),
    ]
  }
  if (what === 'lower_hands') return [person ? say.handLowered(person) : say.allHandsLowered]
  if (what === 'let_in') return [person ? say.admitted(person) : say.allAdmitted]
  if (!person) return []
  if (what === 'remove') return [ban === false ? say.removedGently(person) : say.removed(person)]
  if (what === 'deny') return [typeof reason === 'string' && reason ? say.deniedBecause(person, reason) : say.denied(person)]
  if (what === 'unban') return [say.letIn(person)]
  if (what === 'permit') return permissions(say, details.permissions, person)
  if (what === 'ask') return [(source === 'microphone' || source === 'camera') && say.askedFor[source](person)]
  if (what === 'role') return [role === 'co_host' ? say.madeCoHost(person) : say.roleTaken(person)]
  return []
}

/** What a host has done, as one sentence: "Ada hat Jonas stummgeschaltet." */
export const auditSentence = (entry: AuditEntry, telling: Telling): string => {
  const { say, list } = telling
  const done = clauses(entry, telling).filter((clause) => clause !== false)
  return say.sentence(nameOf(entry.by) ?? say.somebodyWithKey, done.length > 0 ? list(done) : say.ordered(entry.what))
}
