import type { SameKeys } from './plural.ts'

/** Texts about raised hands; part of those of the call. */
export const de = {
  raiseHand: 'Hand heben',
  lowerHand: 'Hand senken',
  handUp: 'Hand gehoben',
  handDown: 'Deine Hand ist unten.',
  raiseAgain: 'Wieder heben',
  raises: (name: string, place: number) => `${name} meldet sich, Platz ${place}`,
  raisedHands: 'Meldungen',
  handSince: (minutes: number) => (minutes < 1 ? 'gerade eben' : `seit ${minutes} Min.`),
  lower: 'Senken',
  lowerHandOf: (name: string) => `Hand senken: ${name}`,
  lowerAll: 'Alle senken',
}

export const en: SameKeys<typeof de> = {
  raiseHand: 'Raise hand',
  lowerHand: 'Lower hand',
  handUp: 'hand raised',
  handDown: 'Your hand is down.',
  raiseAgain: 'Raise again',
  raises: (name, place) => `${name} has raised their hand, place ${place}`,
  raisedHands: 'Raised hands',
  handSince: (minutes) => (minutes < 1 ? 'just now' : `for ${minutes} min`),
  lower: 'Lower',
  lowerHandOf: (name) => `Lower hand: ${name}`,
  lowerAll: 'Lower all',
}
