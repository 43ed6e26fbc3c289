import { createEffect, createRoot } from 'solid-js'
import type { Visit } from '../prejoin/visit.ts'

const joined = (visit: Visit): Promise<void> =>
  createRoot(
    (dispose) =>
      new Promise((settled) =>
        createEffect(() => {
          if (visit.joining()) return
          settled()
          dispose()
        }),
      ),
  )

/**
 * One look whether the server is back. What its absence interrupted goes on, and until that has worked nothing else is shown
 * and no device is opened. Resolves to false while there is nothing to go on with.
 */
export const comeBack = async (visit: Visit): Promise<boolean> => {
  if (!(await visit.look())) return false
  if (visit.screen() !== 'server_away') return true
  if (visit.isWanted()) {
    void visit.rejoin(true)
    await joined(visit)
    if (visit.screen() === 'in') void visit.media.start()
    if (!visit.refused()) return visit.screen() !== 'server_away'
  }
  visit.show('prejoin')
  return true
}
