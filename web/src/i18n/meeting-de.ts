import { plural as pluralIn } from './plural.ts'

const plural = (n: number, one: string, other: string): string => pluralIn('de', n, { one, other })

/** Joins names as a sentence does: "Mira, Jonas und 3 weitere". */
const names = (known: readonly string[], more: number): string => {
  const last = more > 0 ? plural(more, '1 weitere Person', `${more} weitere`) : known.at(-1)
  const before = more > 0 ? known : known.slice(0, -1)
  return before.length === 0 ? `${last}` : `${before.join(', ')} und ${last}`
}

/** Every text of the call; German is the reference. */
export const de = {
  videos: 'Videos',
  controls: 'Steuerung',
  own: 'Du',
  muted: 'stumm',
  speaking: 'spricht',
  sharing: 'teilt den Bildschirm',
  weak: 'schwache Verbindung',
  connecting: 'Verbindet …',

  microphoneOn: 'Mikrofon einschalten',
  microphoneOff: 'Mikrofon ausschalten',
  cameraOn: 'Kamera einschalten',
  cameraOff: 'Kamera ausschalten',
  chooseAudio: 'Mikrofon und Lautsprecher wählen',
  chooseCamera: 'Kamera wählen',
  microphone: 'Mikrofon',
  camera: 'Kamera',
  speaker: 'Lautsprecher',
  systemDefault: 'Standard des Systems',
  share: 'Bildschirm teilen',
  stopShare: 'Teilen beenden',
  youShare: 'Du teilst deinen Bildschirm',
  shareFailed: 'Der Bildschirm lässt sich nicht teilen. Erlaube es im Browser und versuche es erneut.',
  copyLink: 'Link kopieren',
  linkCopied: 'Link kopiert',
  copyFailed: 'Der Link lässt sich nicht kopieren. Kopiere ihn aus der Adresszeile.',
  shareLink: 'Link teilen',
  more: 'Mehr',
  leave: 'Verlassen',
  people: 'Personen',
  close: 'Schließen',
  inMeeting: 'Im Meeting',
  you: 'du',

  aloneTitle: 'Noch ist niemand da',
  aloneText: 'Schick den Link an alle, die dazukommen sollen.',
  link: 'Link zum Meeting',
  scan: 'Mit dem Handy scannen und beitreten',
  qr: 'QR-Code',

  screenOf: (name: string) => `Bildschirm von ${name}`,
  fullScreen: 'Vollbild',
  leaveFullScreen: 'Vollbild beenden',
  morePeople: 'Weitere Personen',
  page: 'Seite',
  pageOf: (page: number, pages: number) => `Seite ${page} von ${pages}`,
  previousPage: 'Vorige Seite',
  nextPage: 'Nächste Seite',
  moveSelf: 'Die Pfeiltasten schieben das Bild in eine andere Ecke.',

  lost: 'Verbindung unterbrochen.',
  reconnecting: 'Wir verbinden dich neu.',
  nextTry: (seconds: number) => plural(seconds, 'Nächster Versuch in 1 Sekunde', `Nächster Versuch in ${seconds} Sekunden`),
  tryNow: 'Jetzt versuchen',
  back: 'Wieder verbunden',
  soundBlocked: 'Der Browser hält den Ton an. Tippe, um ihn einzuschalten.',
  unmute: 'Ton an',
  mutedSpeaking: 'Du bist stumm und sprichst.',
  weakSelf: 'Deine Verbindung ist schwach. Schalte die Kamera aus, dann wird der Ton besser.',
  otherTab: 'Du bist in einem anderen Tab schon im Meeting.',
  continueHere: 'Hier fortsetzen',
  choose: 'Gerät wählen',
  microphoneGone: 'Dein Mikrofon ist nicht mehr da. Wähle ein anderes.',
  cameraGone: 'Deine Kamera ist nicht mehr da. Wähle eine andere.',
  microphoneDenied: 'Dein Browser lässt das Mikrofon nicht zu. Erlaube es in der Adresszeile.',
  microphoneAbsent: 'Kein Mikrofon gefunden. Schließe eines an.',
  microphoneBusy: 'Dein Mikrofon wird von einem anderen Programm benutzt. Schließe es und versuche es erneut.',
  cameraDenied: 'Dein Browser lässt die Kamera nicht zu. Erlaube sie in der Adresszeile.',
  cameraAbsent: 'Keine Kamera gefunden. Schließe eine an.',
  cameraBusy: 'Deine Kamera wird von einem anderen Programm benutzt. Schließe es und versuche es erneut.',
  insecure: 'Kamera und Mikrofon gibt der Browser nur auf sicheren Seiten (https) frei.',

  came: (known: readonly string[], more: number) => `${names(known, more)} ${known.length + more === 1 ? 'ist' : 'sind'} da`,
  went: (known: readonly string[], more: number) => `${names(known, more)} ${known.length + more === 1 ? 'ist' : 'sind'} gegangen`,
  startedSharing: (name: string) => `${name} teilt den Bildschirm`,

  endsIn: (minutes: number) => plural(minutes, 'Das Meeting endet in 1 Minute.', `Das Meeting endet in ${minutes} Minuten.`),
  endsSoon: (minutes: number) => `Ende in ${minutes} Min.`,
  extended: (until: string) => `Das Meeting ist verlängert bis ${until}.`,
  plannedEnd: (when: string) => `Geplantes Ende: ${when}`,

  shortcuts: 'Tastenkürzel',
  holdToTalk: 'Sprechen, solange gedrückt',
  space: 'Leertaste',
  allShortcuts: 'Alle Tastenkürzel',
  keysOn: 'Tastenkürzel benutzen',
}
