import { changeSettings, endMeeting } from '@runde/contracts/host-operations'
import type { Meeting } from '@runde/contracts/meetings'
import type { CreatedMeeting } from '@runde/contracts/rest'
import { within } from '@runde/service-kit/deadline'
import { insideBus } from './inside.ts'

/** What the answer to create tells of a meeting and of the right over it. */
type Owned = Pick<CreatedMeeting, 'meeting_id' | 'host_key'>

/** A host who works beside the pages, as a program would. */
export interface Operator extends AsyncDisposable {
  /** Moves the end of a meeting to so many seconds from now. */
  readonly extend: (meeting: Owned, seconds: number) => Promise<Meeting>
  /** Ends a meeting for everybody. */
  readonly end: (meeting: Owned) => Promise<Meeting>
}

const patience = 10_000

export const startOperator = async (natsUrl: string): Promise<Operator> => {
  const bus = await insideBus({ natsUrl })
  return {
    extend: ({ meeting_id, host_key }, seconds) =>
      bus.request(changeSettings, { meeting_id, credential: host_key, expires_in: seconds }, within(patience)),
    end: ({ meeting_id, host_key }) => bus.request(endMeeting, { meeting_id, credential: host_key }, within(patience)),
    [Symbol.asyncDispose]: () => bus[Symbol.asyncDispose](),
  }
}
