import { inLanguage } from './language.ts'
import type { SameKeys } from './plural.ts'

export const de = {
  homeTitle: 'Start',
  homeDescription: 'Videomeetings ohne Konto: ein Link, eine Runde.',
  homeHeading: 'Ein Link, eine Runde.',
  homeLead: 'Starte ein Meeting und teile den Link. Niemand braucht ein Konto.',
  newMeeting: 'Neues Meeting',
  linkForLater: 'Link für später',
  linkForLaterLead: 'Wer diesen Link hat, kann dem Meeting beitreten. Er gilt 24 Stunden.',
  encrypted: 'Ende-zu-Ende-verschlüsselt',
  encryptedHint:
    'Sehen und hören kann euch nur, wer den Link hat, auch dieser Server kann es nicht. Aufzeichnen und Ähnliches geht dann nicht.',
  cannotEncrypt: 'Dieser Browser kann das nicht. Nutze eine aktuelle Version, und öffne Runde über https.',
  meetingLink: 'Link zum Meeting',
  copyLink: 'Link kopieren',
  hostLink: 'Nur für dich: Link für die Leitung',
  hostLinkHint: 'Wer ihn öffnet, leitet das Meeting: sperren, andere stummschalten oder entfernen, für alle beenden. Gib ihn nicht weiter.',
  copyHostLink: 'Link für die Leitung kopieren',
  linkCopied: 'Link kopiert',
  shareLink: 'Link teilen',
  recent: 'Zuletzt',
  clear: 'Leeren',
  recentEmpty: 'Hier stehen die Meetings, in denen du warst.',
  recentStays: 'Diese Liste bleibt in diesem Browser.',
  createFailed: 'Der Server antwortet nicht. Versuche es gleich noch einmal.',
}

export const en: SameKeys<typeof de> = {
  homeTitle: 'Home',
  homeDescription: 'Video meetings without an account: one link, one round.',
  homeHeading: 'One link, one round.',
  homeLead: 'Start a meeting and share the link. Nobody needs an account.',
  newMeeting: 'New meeting',
  linkForLater: 'Link for later',
  linkForLaterLead: 'Whoever has this link can join the meeting. It is valid for 24 hours.',
  encrypted: 'End-to-end encrypted',
  encryptedHint: 'Only people with the link can see and hear you; not even this server can. Features such as recording will not work.',
  cannotEncrypt: 'This browser cannot do that. Use a current version, and open Runde over https.',
  meetingLink: 'Meeting link',
  copyLink: 'Copy link',
  hostLink: 'Only for you: host link',
  hostLinkHint: 'Whoever opens it is a host: lock the meeting, mute or remove others, end it for everyone. Keep it to yourself.',
  copyHostLink: 'Copy host link',
  linkCopied: 'Link copied',
  shareLink: 'Share link',
  recent: 'Recent',
  clear: 'Clear',
  recentEmpty: 'The meetings you were in will be listed here.',
  recentStays: 'This list stays in this browser.',
  createFailed: 'The server does not answer. Try again in a moment.',
}

/** Texts of the start page. */
export const homeTexts = inLanguage<SameKeys<typeof de>>({ de, en })
