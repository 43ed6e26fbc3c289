import type { Visit } from '../prejoin/visit.ts'
import { joinQuietly } from './join-quietly.ts'

/**
 * One look whether the server is back. What its absence interrupted goes on, and until that has worked nothing else is shown
 * and no device is opened. Resolves to false while there is nothing to go on with.
 */
export const comeBack = async (visit: Visit): Promise<boolean> => {
  if (!(await visit.look())) return false
  if (visit.screen() !== 'server_away') return true
  if (visit.isWanted()) await joinQuietly(visit)
  else visit.show('prejoin')
  return visit.screen() !== 'server_away'
}
