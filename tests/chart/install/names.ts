/** Under which people come to the release; in no DNS. */
export const domain = 'meet.runde.test'
export const turnDomain = 'turn.meet.runde.test'
