import type { LiveEvent } from './as-live-event.ts'

/** How far a browser has been told: a place on the stream, and the version of the meeting there. */
export interface Position {
  readonly place: number
  readonly version: number
}

/** An event with the position from which a browser goes on after it. JSON holds no line break, so one line holds the data. */
export const eventFrame = ({ name, data }: LiveEvent, { place, version }: Position): string =>
  `event: ${name}\nid: ${place}-${version}\ndata: ${JSON.stringify(data)}\n\n`

/** Tells the browser how long to wait before it comes back, in milliseconds. */
export const retryFrame = (milliseconds: number): string => `retry: ${Math.round(milliseconds)}\n\n`

/** A comment: it says nothing but that the line stands. */
export const heartbeatFrame = ':\n\n'

/** The position that a browser names in `Last-Event-ID`; undefined for anything that is none. */
export const positionOf = (lastEventId: unknown): Position | undefined => {
  const [, place, version] = (typeof lastEventId === 'string' && /^(\d{1,15})-(\d{1,15})$/.exec(lastEventId)) || []
  return place && version ? { place: Number(place), version: Number(version) } : undefined
}
