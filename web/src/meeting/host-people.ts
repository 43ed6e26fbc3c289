import type { WaitingInLobby } from '@runde/contracts/host-operations'
import type { PeopleOfMeeting } from '@runde/contracts/rest'
import { type Accessor, createSignal } from 'solid-js'
import type { Banned } from './host-requests.ts'
import { keepKnown } from './keep-known.ts'
import { latest } from './latest.ts'

/** Whom only those see who lead the meeting, as it was read last. */
export interface HostPeople {
  /** Who waits to be let in; first come, first. */
  readonly waiting: Accessor<readonly WaitingInLobby[]>
  /** Who may not come back. */
  readonly banned: Accessor<readonly Banned[]>
  /** Reads both anew, and answers whether that worked. */
  look(): Promise<boolean>
}

export interface HostPeopleDeps {
  read(): Promise<Pick<PeopleOfMeeting, 'waiting' | 'banned'>>
  /** Whether anybody is to wait: without a lobby, whoever waited gets in by themselves. */
  lobby: Accessor<boolean>
}

const nobody: readonly WaitingInLobby[] = []

export const createHostPeople = ({ read, lobby }: HostPeopleDeps): HostPeople => {
  const [waiting, setWaiting] = createSignal(nobody)
  const [banned, setBanned] = createSignal<readonly Banned[]>([])
  let fresh = false
  // Answers that overtake one another would bring back who has gone.
  const look = latest(async () => {
    fresh = false
    try {
      const people = await read()
      setWaiting((before) => keepKnown(before, people.waiting))
      setBanned((before) => keepKnown(before, people.banned))
      fresh = true
    } catch {
      // A list that does not come stays as it was.
    }
  })
  return {
    waiting: () => (lobby() ? waiting() : nobody),
    banned,
    async look() {
      await look()
      return fresh
    },
  }
}
