import type { SameKeys } from './plural.ts'

/** Texts about what people may send, and are asked to; part of those of the call. */
export const de = {
  peopleMay: 'Personen dürfen',
  mayUse: { microphone: 'Mikrofon', camera: 'Kamera', screen_share: 'Bildschirm teilen', chat: 'Chat' },
  peopleMayHint: 'Gilt nicht für Leitung und Co-Leitung.',
  peopleMayNow: (what: string) => `Personen dürfen ${what}.`,
  personMay: (name: string, what: string) => `${name} darf ${what}.`,
  mayDo: {
    microphone: 'das Mikrofon einschalten',
    camera: 'die Kamera einschalten',
    screen_share: 'den Bildschirm teilen',
    chat: 'im Chat schreiben',
  },
  mayNotDo: {
    microphone: 'das Mikrofon nicht mehr einschalten',
    camera: 'die Kamera nicht mehr einschalten',
    screen_share: 'den Bildschirm nicht mehr teilen',
    chat: 'nicht mehr im Chat schreiben',
  },
  forbid: { microphone: 'Mikrofon sperren', camera: 'Kamera sperren', screen_share: 'Bildschirm teilen sperren', chat: 'Chat sperren' },
  permit: { microphone: 'Mikrofon erlauben', camera: 'Kamera erlauben', screen_share: 'Bildschirm teilen erlauben', chat: 'Chat erlauben' },
  microphoneLocked: 'Mikrofon gesperrt',

  lockedByHost: {
    microphone: 'Mikrofon: von der Leitung gesperrt',
    camera: 'Kamera: von der Leitung gesperrt',
    screen_share: 'Bildschirm teilen: von der Leitung gesperrt',
  },
  sendings: { microphone: 'das Mikrofon', camera: 'die Kamera', screen_share: 'das Teilen des Bildschirms', chat: 'den Chat' },
  takenAway: (what: string) => `Die Leitung hat ${what} gesperrt.`,
  givenBack: (what: string) => `Die Leitung hat ${what} wieder erlaubt.`,
  onceMore: {
    microphone: 'Du darfst das Mikrofon wieder einschalten.',
    camera: 'Du darfst die Kamera wieder einschalten.',
    screen_share: 'Du darfst den Bildschirm wieder teilen.',
  },
  chatAgain: 'Du darfst wieder im Chat schreiben.',
  turnOn: 'Einschalten',
  shareAgain: 'Teilen',

  askFor: { microphone: 'Bitten, das Mikrofon einzuschalten', camera: 'Bitten, die Kamera einzuschalten' },
  wasAsked: (name: string) => `${name} ist gefragt.`,
  asks: {
    microphone: 'Die Leitung bittet dich, das Mikrofon einzuschalten.',
    camera: 'Die Leitung bittet dich, die Kamera einzuschalten.',
  },
  notNow: 'Nicht jetzt',
}

export const en: SameKeys<typeof de> = {
  peopleMay: 'People may use',
  mayUse: { microphone: 'Microphone', camera: 'Camera', screen_share: 'Screen sharing', chat: 'Chat' },
  peopleMayHint: 'Does not apply to hosts and co-hosts.',
  peopleMayNow: (what) => `People may ${what}.`,
  personMay: (name, what) => `${name} may ${what}.`,
  mayDo: {
    microphone: 'turn the microphone on',
    camera: 'turn the camera on',
    screen_share: 'share the screen',
    chat: 'write in the chat',
  },
  mayNotDo: {
    microphone: 'no longer turn the microphone on',
    camera: 'no longer turn the camera on',
    screen_share: 'no longer share the screen',
    chat: 'no longer write in the chat',
  },
  forbid: { microphone: 'Lock microphone', camera: 'Lock camera', screen_share: 'Lock screen sharing', chat: 'Close chat' },
  permit: { microphone: 'Allow microphone', camera: 'Allow camera', screen_share: 'Allow screen sharing', chat: 'Open chat' },
  microphoneLocked: 'microphone locked',

  lockedByHost: {
    microphone: 'Microphone: locked by a host',
    camera: 'Camera: locked by a host',
    screen_share: 'Share screen: locked by a host',
  },
  sendings: { microphone: 'the microphone', camera: 'the camera', screen_share: 'screen sharing', chat: 'the chat' },
  takenAway: (what) => `A host has locked ${what}.`,
  givenBack: (what) => `A host has allowed ${what} again.`,
  onceMore: {
    microphone: 'You may turn your microphone on again.',
    camera: 'You may turn your camera on again.',
    screen_share: 'You may share your screen again.',
  },
  chatAgain: 'You may write in the chat again.',
  turnOn: 'Turn on',
  shareAgain: 'Share',

  askFor: { microphone: 'Ask to turn microphone on', camera: 'Ask to turn camera on' },
  wasAsked: (name) => `${name} has been asked.`,
  asks: {
    microphone: 'A host asks you to turn your microphone on.',
    camera: 'A host asks you to turn your camera on.',
  },
  notNow: 'Not now',
}
