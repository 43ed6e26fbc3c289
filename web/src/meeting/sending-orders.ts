import type { AskableSource, MutableSource } from '@runde/contracts/host-operations'
import type { Permissions } from '@runde/contracts/meetings'
import type { ChangedMeeting } from '@runde/contracts/rest'
import type { hostRequests } from './host-requests.ts'
import type { GiveOrder } from './order-giver.ts'
import { permitWish, type Sending } from './permissions.ts'
import type { Human } from './room-store.ts'
import { t } from './words.ts'

type Named = Pick<Human, 'identity' | 'name'>

/** What a host or co-host decides about what others send. */
export interface SendingOrders {
  mute(person: Named, source: MutableSource): Promise<boolean>
  muteAll(): Promise<boolean>
  /** Lets somebody send it or not, whatever holds for the others. */
  permit(person: Named, source: Sending, allowed: boolean): Promise<boolean>
  /** The same for whoever is neither host nor co-host and of whom nothing else was decided. */
  permitAll(source: Sending, allowed: boolean): Promise<boolean>
  /** Asks somebody to turn it on. */
  askToTurnOn(person: Named, source: AskableSource): Promise<boolean>
}

export interface SendingOrdersDeps {
  readonly server: Pick<ReturnType<typeof hostRequests>, 'mute' | 'permit' | 'ask' | 'change'>
  readonly ask: GiveOrder
  /** What holds for those of whom nothing else was decided. */
  permissions(): Permissions
  changed(meeting: ChangedMeeting): void
}

export const sendingOrders = ({ server, ask, permissions, changed }: SendingOrdersDeps): SendingOrders => {
  const muted = (source: MutableSource, name: string): string =>
    ({ microphone: t().personMuted, camera: t().cameraStopped, screen_share: t().shareStopped })[source](name)
  /** What is true now, whatever was asked for: another host may have decided meanwhile. */
  const told = (source: Sending, now: Permissions) => (now[source] ? t().mayDo : t().mayNotDo)[source]
  const decide = async (person: string, source: Sending, allowed: boolean) => {
    const answer = await server.permit(person, { [source]: permitWish(source, allowed, permissions()) })
    // What holds for the others is not what was known of it here: then it is an exception.
    return answer.permissions[source] === allowed ? answer : server.permit(person, { [source]: allowed })
  }
  return {
    mute: ({ identity, name }, source) =>
      ask(
        () => server.mute(source, identity),
        () => muted(source, name),
      ),
    muteAll: () =>
      ask(
        () => server.mute('microphone'),
        (answer) => t().allMuted(answer.muted),
      ),
    permit: ({ identity, name }, source, allowed) =>
      ask(
        () => decide(identity, source, allowed),
        (answer) => t().personMay(name, told(source, answer.permissions)),
      ),
    permitAll: (source, allowed) =>
      ask(
        () => server.change({ permissions: { [source]: allowed } }),
        (meeting) => {
          changed(meeting)
          return t().peopleMayNow(told(source, meeting.permissions))
        },
      ),
    askToTurnOn: ({ identity, name }, source) =>
      ask(
        () => server.ask(identity, source),
        () => t().wasAsked(name),
      ),
  }
}
