import type { SameKeys } from './plural.ts'

/** Texts of the chat; part of those of the call. */
export const de = {
  chat: 'Chat',
  unreadIn: (count: string) => `Chat, ${count} ungelesen`,
  messages: 'Nachrichten',
  messagesGo: 'Nachrichten verschwinden, wenn das Meeting endet.',
  noMessages: 'Noch keine Nachrichten',
  everybodyReads: 'Alle im Meeting können hier mitlesen.',
  chatFails: 'Der Chat lädt nicht',
  chatFailsWhy: 'Die Verbindung ist zu langsam.',
  chatLoads: 'Der Chat lädt …',
  messageToAll: 'Nachricht an alle',
  send: 'Senden',
  sendAgain: 'Noch einmal senden',
  notSent: {
    silent: 'Nicht gesendet.',
    closed: 'Nicht gesendet: Der Chat ist für dich geschlossen.',
    tooMany: 'Nicht gesendet: Das waren viele auf einmal. Warte einen Moment.',
    refused: 'Nicht gesendet: Der Server nimmt diese Nachricht nicht an.',
  },
  newMessages: 'Neue Nachrichten',
  chatClosed: 'Die Leitung hat den Chat für dich geschlossen.',
  unreadable: 'Diese Nachricht lässt sich mit deinem Schlüssel nicht lesen.',
  charactersLeft: (count: number) => (count < 0 ? `${-count} Zeichen zu viel` : `Noch ${count} Zeichen`),
  messageFrom: (name: string, text: string) => `Nachricht von ${name}: ${text}`,
}

export const en: SameKeys<typeof de> = {
  chat: 'Chat',
  unreadIn: (count) => `Chat, ${count} unread`,
  messages: 'Messages',
  messagesGo: 'Messages are gone when the meeting ends.',
  noMessages: 'No messages yet',
  everybodyReads: 'Everyone in the meeting can read along here.',
  chatFails: 'The chat does not load',
  chatFailsWhy: 'The connection is too slow.',
  chatLoads: 'The chat is loading …',
  messageToAll: 'Message to everyone',
  send: 'Send',
  sendAgain: 'Send again',
  notSent: {
    silent: 'Not sent.',
    closed: 'Not sent: the chat is closed for you.',
    tooMany: 'Not sent: those were many at once. Wait a moment.',
    refused: 'Not sent: the server does not take this message.',
  },
  newMessages: 'New messages',
  chatClosed: 'A host has closed the chat for you.',
  unreadable: 'This message cannot be read with your key.',
  charactersLeft: (count) => (count < 0 ? `${-count} characters too many` : `${count} characters left`),
  messageFrom: (name, text) => `Message from ${name}: ${text}`,
}
