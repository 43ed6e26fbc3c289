import { createEffect, on, onCleanup } from 'solid-js'
import type { CallView } from './call-context.ts'
import { readAgain } from './read-again.ts'

/** Whoever closes their page while they wait is gone without a word. */
const pause = 15_000

/** For whoever leads the meeting: keeps the list of those who wait as the server has it. */
export const followLobby = ({ host, lobby, live }: Pick<CallView, 'host' | 'lobby' | 'live'>): void =>
  createEffect(
    on([host, lobby, live.numWaiting], ([leading, held]) => {
      if (!leading || !held) return
      const reading = readAgain({ read: leading.look, mayChange: () => leading.waiting().length > 0, pause })
      onCleanup(() => reading[Symbol.dispose]())
    }),
  )
