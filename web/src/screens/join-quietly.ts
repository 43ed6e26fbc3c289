import type { Joined } from '@runde/contracts/rest'
import { createEffect, createRoot } from 'solid-js'
import type { Visit } from '../prejoin/visit.ts'

/** Joins from a screen that stays until it is known what comes next; resolves then. `admitted`: the server's answer, if it is there. */
export const rejoin = (visit: Visit, admitted?: Joined): Promise<void> => {
  void visit.rejoin(true, admitted)
  return createRoot(
    (dispose) =>
      new Promise((settled) =>
        createEffect(() => {
          if (visit.joining()) return
          settled()
          dispose()
        }),
      ),
  )
}

/** The same from a screen without a preview: no device is opened before the person is in. */
export const joinQuietly = async (visit: Visit): Promise<void> => {
  await rejoin(visit)
  if (visit.screen() === 'in') void visit.media.start()
  if (visit.refused()) visit.show('prejoin')
}
