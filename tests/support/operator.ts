import { endMeeting, extendMeeting } from '@runde/contracts/meetings'
import { within } from '@runde/service-kit/deadline'
import { insideBus } from './inside.ts'

/** Somebody who works with meetings over the bus, for what the public API does not offer. */
export interface Operator extends AsyncDisposable {
  /** Moves the end of a meeting to so many seconds from now. */
  readonly extend: (meetingUrl: string, seconds: number) => Promise<unknown>
  /** Ends a meeting for everybody. */
  readonly end: (meetingUrl: string) => Promise<unknown>
}

const patience = 10_000

const idOf = (meetingUrl: string): string => new URL(meetingUrl).pathname.split('/').at(-1) ?? ''

export const startOperator = async (natsUrl: string): Promise<Operator> => {
  const bus = await insideBus({ natsUrl })
  return {
    extend: (meetingUrl, seconds) => bus.request(extendMeeting, { meeting_id: idOf(meetingUrl), expires_in: seconds }, within(patience)),
    end: (meetingUrl) => bus.request(endMeeting, { meeting_id: idOf(meetingUrl) }, within(patience)),
    [Symbol.asyncDispose]: () => bus[Symbol.asyncDispose](),
  }
}
