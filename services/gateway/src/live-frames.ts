import type { LiveEvent } from './as-live-event.ts'

/** An event with the place from which a browser goes on after it. JSON holds no line break, so one line holds the data. */
export const eventFrame = ({ name, data }: LiveEvent, place: number): string =>
  `event: ${name}\nid: ${place}\ndata: ${JSON.stringify(data)}\n\n`

/** Tells the browser how long to wait before it comes back, in milliseconds. */
export const retryFrame = (milliseconds: number): string => `retry: ${Math.round(milliseconds)}\n\n`

/** A comment: it says nothing but that the line stands. */
export const heartbeatFrame = ':\n\n'

/** A place that a browser names in `Last-Event-ID`; undefined for anything that is none. */
export const placeOf = (lastEventId: unknown): number | undefined =>
  typeof lastEventId === 'string' && /^\d{1,15}$/.test(lastEventId) ? Number(lastEventId) : undefined
