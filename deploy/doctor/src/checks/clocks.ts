import type { Check } from '../check.ts'
import { judgeClocks } from '../judge-clocks.ts'
import { found } from '../visit.ts'

/** The clocks that answers have shown on the way: of the web server, of room-service, of LiveKit, and in tokens. */
export const clocks: Check = {
  name: 'clocks',
  title: 'Clocks',
  needs: ['meeting'],
  limit: 1_000,
  run: async (visit) => judgeClocks({ readings: visit.clocks, token: found(visit, 'seat').token, now: found(visit, 'seatedAt') }),
}
