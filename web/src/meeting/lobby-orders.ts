import type { WaitingInLobby } from '@runde/contracts/host-operations'
import type { ChangedMeeting } from '@runde/contracts/rest'
import type { HostFailure } from './host-failure.ts'
import type { hostRequests } from './host-requests.ts'
import type { GiveOrder } from './order-giver.ts'
import { t } from './words.ts'

/** What a host or co-host decides about those who come. */
export interface LobbyOrders {
  admit(person: WaitingInLobby): Promise<boolean>
  admitAll(): Promise<boolean>
  /** The reason is shown to them; it may be empty. */
  deny(person: WaitingInLobby, reason: string): Promise<boolean>
  setLobby(lobby: boolean): Promise<boolean>
  /** Null takes it away. Tells nothing by itself, and rejects with an `ApiError`. */
  setPasscode(passcode: string | null): Promise<void>
}

export interface LobbyOrdersDeps {
  readonly server: Pick<ReturnType<typeof hostRequests>, 'admit' | 'admitAll' | 'deny' | 'change'>
  readonly ask: GiveOrder
  look(): Promise<unknown>
  changed(meeting: ChangedMeeting): void
}

export const lobbyOrders = ({ server, ask, look, changed }: LobbyOrdersDeps): LobbyOrders => {
  /** They closed their page, or another host was faster. */
  const gone = (failure: HostFailure): string | undefined => {
    if (failure !== 'personGone') return undefined
    void look()
    return t().noLongerWaits
  }
  const decide = <Answer>(request: () => Promise<Answer>, done: (answer: Answer) => string) =>
    ask(
      request,
      (answer) => {
        void look()
        return done(answer)
      },
      gone,
    )
  return {
    admit: ({ participant_id, display_name }) =>
      decide(
        () => server.admit(participant_id),
        () => t().wasAdmitted(display_name),
      ),
    admitAll: () => decide(server.admitAll, ({ admitted }) => t().wereAdmitted(admitted)),
    deny: ({ participant_id, display_name }, reason) =>
      decide(
        () => server.deny(participant_id, reason),
        () => t().wasDenied(display_name),
      ),
    setLobby: (lobby) =>
      ask(
        () => server.change({ lobby }),
        (meeting) => {
          changed(meeting)
          return meeting.lobby ? t().nowLobby : t().nowNoLobby
        },
      ),
    async setPasscode(passcode) {
      changed(await server.change({ passcode }))
    },
  }
}
