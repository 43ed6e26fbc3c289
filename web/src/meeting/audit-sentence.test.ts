import type { AuditEntry } from '@runde/contracts/host-operations'
import { describe, expect, it } from 'vitest'
import { de, en } from '../i18n/audit.ts'
import { auditSentence } from './audit-sentence.ts'

const ada = { participant_id: 'guest-a', display_name: 'Ada', role: 'host' } as const
const jonas = { participant_id: 'guest-j', display_name: 'Jonas' }

const entry = (what: string, details: AuditEntry['details'] = {}, more: Partial<AuditEntry> = {}): AuditEntry => ({
  at: '2026-11-27T15:00:00.000Z',
  by: ada,
  what,
  details,
  ...more,
})
const about = (what: string, details: AuditEntry['details'] = {}) => entry(what, details, { whom: jonas })

const telling = {
  time: (at: number) => new Date(at).toISOString().slice(11, 16),
  list: (clauses: readonly string[]) => clauses.join(' & '),
}
const inGerman = (one: AuditEntry) => auditSentence(one, { ...telling, say: de })
const inEnglish = (one: AuditEntry) => auditSentence(one, { ...telling, say: en })

describe('what a host has done', () => {
  it.each([
    [about('mute', { source: 'microphone' }), 'Ada hat Jonas stummgeschaltet.', 'Ada muted Jonas.'],
    [about('mute', { source: 'camera' }), 'Ada hat die Kamera von Jonas ausgeschaltet.', 'Ada turned off the camera of Jonas.'],
    [
      about('mute', { source: 'screen_share' }),
      'Ada hat die Bildschirmfreigabe von Jonas beendet.',
      'Ada stopped the screen sharing of Jonas.',
    ],
    [entry('mute', { source: 'microphone' }), 'Ada hat alle stummgeschaltet.', 'Ada muted everyone.'],
    [entry('mute', { source: 'camera' }), 'Ada hat alle Kameras ausgeschaltet.', 'Ada turned off all cameras.'],
    [entry('mute', { source: 'screen_share' }), 'Ada hat alle Bildschirmfreigaben beendet.', 'Ada stopped all screen sharing.'],
    [about('lower_hands'), 'Ada hat die Hand von Jonas gesenkt.', 'Ada lowered the hand of Jonas.'],
    [entry('lower_hands'), 'Ada hat alle Hände gesenkt.', 'Ada lowered all hands.'],
    [entry('change', { name: 'Planung' }), 'Ada hat das Meeting in „Planung“ umbenannt.', 'Ada renamed the meeting to “Planung”.'],
    [entry('change', { locked: true }), 'Ada hat das Meeting gesperrt.', 'Ada locked the meeting.'],
    [entry('change', { locked: false }), 'Ada hat das Meeting wieder geöffnet.', 'Ada unlocked the meeting.'],
    [entry('change', { lobby: true }), 'Ada hat den Warteraum eingeschaltet.', 'Ada turned on the lobby.'],
    [entry('change', { lobby: false }), 'Ada hat den Warteraum ausgeschaltet.', 'Ada turned off the lobby.'],
    [entry('change', { passcode: true }), 'Ada hat einen Passcode festgelegt.', 'Ada set a passcode.'],
    [entry('change', { passcode: false }), 'Ada hat den Passcode entfernt.', 'Ada removed the passcode.'],
    [
      entry('change', { permissions: { microphone: false } }),
      'Ada hat das Mikrofon für alle gesperrt.',
      'Ada locked the microphone for everyone.',
    ],
    [
      entry('change', { permissions: { screen_share: true } }),
      'Ada hat das Teilen des Bildschirms für alle erlaubt.',
      'Ada allowed screen sharing for everyone.',
    ],
    [about('permit', { permissions: { camera: false } }), 'Ada hat die Kamera für Jonas gesperrt.', 'Ada locked the camera for Jonas.'],
    [about('permit', { permissions: { chat: true } }), 'Ada hat den Chat für Jonas erlaubt.', 'Ada allowed the chat for Jonas.'],
    [
      about('permit', { permissions: { microphone: null } }),
      'Ada hat die Ausnahme für Jonas beim Mikrofon aufgehoben.',
      'Ada removed the exception for Jonas on the microphone.',
    ],
    [
      about('ask', { source: 'microphone' }),
      'Ada hat Jonas gebeten, das Mikrofon einzuschalten.',
      'Ada asked Jonas to turn the microphone on.',
    ],
    [about('ask', { source: 'camera' }), 'Ada hat Jonas gebeten, die Kamera einzuschalten.', 'Ada asked Jonas to turn the camera on.'],
    [about('let_in'), 'Ada hat Jonas hereingelassen.', 'Ada let Jonas in.'],
    [entry('let_in'), 'Ada hat alle hereingelassen, die gewartet haben.', 'Ada let everyone in who was waiting.'],
    [about('deny'), 'Ada hat Jonas nicht hereingelassen.', 'Ada did not let Jonas in.'],
    [about('deny', { reason: 'Voll' }), 'Ada hat Jonas nicht hereingelassen („Voll“).', 'Ada did not let Jonas in (“Voll”).'],
    [entry('change', { expires_in: 1800 }), 'Ada hat das Ende auf 15:30 gelegt.', 'Ada moved the end to 15:30.'],
    [about('remove', { ban: true }), 'Ada hat Jonas entfernt.', 'Ada removed Jonas.'],
    [about('remove', { ban: false }), 'Ada hat Jonas entfernt (darf wiederkommen).', 'Ada removed Jonas (may come back).'],
    [about('unban'), 'Ada hat Jonas wieder zugelassen.', 'Ada allowed Jonas again.'],
    [about('role', { role: 'co_host' }), 'Ada hat Jonas zur Co-Leitung gemacht.', 'Ada made Jonas a co-host.'],
    [about('role', { role: 'participant' }), 'Ada hat die Rolle von Jonas zurückgenommen.', 'Ada took back the role of Jonas.'],
    [entry('grant_host_key'), 'Ada hat einen weiteren Link für die Leitung erstellt.', 'Ada created another host link.'],
    [entry('revoke_host_key', { key_id: 'Zk3vX9q2LmTa' }), 'Ada hat einen Link für die Leitung zurückgezogen.', 'Ada revoked a host link.'],
    [entry('end'), 'Ada hat das Meeting für alle beendet.', 'Ada ended the meeting for everyone.'],
  ])('%j', (one, german, english) => {
    expect(inGerman(one)).toBe(german)
    expect(inEnglish(one)).toBe(english)
  })

  it('is one sentence when several things were changed at once', () => {
    const all = entry('change', { name: 'Planung', locked: true, expires_in: 60 })
    expect(inGerman(all)).toBe('Ada hat das Meeting in „Planung“ umbenannt & das Meeting gesperrt & das Ende auf 15:01 gelegt.')
    expect(inEnglish(all)).toBe('Ada renamed the meeting to “Planung” & locked the meeting & moved the end to 15:01.')
  })

  it('names everything that somebody may send from then on, or not', () => {
    const all = about('permit', { permissions: { microphone: true, camera: false, chat: null } })
    expect(inGerman(all)).toBe(
      'Ada hat das Mikrofon für Jonas erlaubt & die Kamera für Jonas gesperrt & die Ausnahme für Jonas beim Chat aufgehoben.',
    )
  })

  it('came with the host key itself when nobody is named', () => {
    const byKey = entry('change', { locked: true }, { by: { role: 'host' } })
    expect(inGerman(byKey)).toBe('Jemand mit dem Host-Schlüssel hat das Meeting gesperrt.')
    expect(inEnglish(byKey)).toBe('Somebody with the host key locked the meeting.')
  })

  it('is told of people by their ids once their names are forgotten', () => {
    const nameless = { by: { participant_id: 'guest-a', role: 'host' }, whom: { participant_id: 'guest-j' } } as const
    expect(inGerman(entry('remove', { ban: true }, nameless))).toBe('guest-a hat guest-j entfernt.')
  })

  it.each([
    entry('paint'),
    entry('change'),
    entry('mute', { source: 'smell' }),
    entry('remove'),
    entry('deny'),
    about('permit'),
    about('ask', { source: 'smell' }),
  ])('that is not known here is named: %j', (one) => {
    expect(inGerman(one)).toBe(`Ada hat „${one.what}“ angeordnet.`)
    expect(inEnglish(one)).toBe(`Ada ordered “${one.what}”.`)
  })
})
