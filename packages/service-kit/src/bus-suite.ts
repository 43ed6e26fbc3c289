import type { Bus } from './bus.ts'
import { describeFollowing } from './bus-suite-following.ts'
import { describeRequests } from './bus-suite-requests.ts'
import { describeStreams } from './bus-suite-streams.ts'

/** What every bus owes its users; run it over each implementation. `start` makes one more replica of the same service. */
export const describeBus = (name: string, start: (service: string) => Promise<Bus>): void => {
  describeRequests(name, start)
  describeStreams(name, start)
  describeFollowing(name, start)
}
