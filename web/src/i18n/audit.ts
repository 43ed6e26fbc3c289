import { inLanguage } from './language.ts'
import type { SameKeys } from './plural.ts'

/** What somebody has done ends a sentence that begins with who it was: "Ada hat" + "Jonas stummgeschaltet". */
export const de = {
  title: 'Was die Leitung getan hat',
  nothing: 'Bisher nichts.',
  loading: 'Lädt …',
  download: 'Als JSON herunterladen',
  sentence: (who: string, what: string) => `${who} hat ${what}.`,
  somebodyWithKey: 'Jemand mit dem Host-Schlüssel',
  muted: (whom: string) => `${whom} stummgeschaltet`,
  cameraOff: (whom: string) => `die Kamera von ${whom} ausgeschaltet`,
  shareStopped: (whom: string) => `die Bildschirmfreigabe von ${whom} beendet`,
  allMuted: 'alle stummgeschaltet',
  allCamerasOff: 'alle Kameras ausgeschaltet',
  allSharesStopped: 'alle Bildschirmfreigaben beendet',
  renamed: (name: string) => `das Meeting in „${name}“ umbenannt`,
  locked: 'das Meeting gesperrt',
  unlocked: 'das Meeting wieder geöffnet',
  endMoved: (until: string) => `das Ende auf ${until} gelegt`,
  removed: (whom: string) => `${whom} entfernt`,
  removedGently: (whom: string) => `${whom} entfernt (darf wiederkommen)`,
  letIn: (whom: string) => `${whom} wieder zugelassen`,
  madeCoHost: (whom: string) => `${whom} zur Co-Leitung gemacht`,
  roleTaken: (whom: string) => `die Rolle von ${whom} zurückgenommen`,
  ended: 'das Meeting für alle beendet',
  ordered: (what: string) => `„${what}“ angeordnet`,
}

export type AuditTexts = SameKeys<typeof de>

export const en: AuditTexts = {
  title: 'What hosts have done',
  nothing: 'Nothing so far.',
  loading: 'Loading …',
  download: 'Download as JSON',
  sentence: (who, what) => `${who} ${what}.`,
  somebodyWithKey: 'Somebody with the host key',
  muted: (whom) => `muted ${whom}`,
  cameraOff: (whom) => `turned off the camera of ${whom}`,
  shareStopped: (whom) => `stopped the screen sharing of ${whom}`,
  allMuted: 'muted everyone',
  allCamerasOff: 'turned off all cameras',
  allSharesStopped: 'stopped all screen sharing',
  renamed: (name) => `renamed the meeting to “${name}”`,
  locked: 'locked the meeting',
  unlocked: 'unlocked the meeting',
  endMoved: (until) => `moved the end to ${until}`,
  removed: (whom) => `removed ${whom}`,
  removedGently: (whom) => `removed ${whom} (may come back)`,
  letIn: (whom) => `allowed ${whom} again`,
  madeCoHost: (whom) => `made ${whom} a co-host`,
  roleTaken: (whom) => `took back the role of ${whom}`,
  ended: 'ended the meeting for everyone',
  ordered: (what) => `ordered “${what}”`,
}

/** Texts about what hosts have done. */
export const auditTexts = inLanguage<AuditTexts>({ de, en })
