import type { Check } from '../check.ts'
import { delays, inTime, judgeWebhooks } from '../judge-webhooks.ts'
import { found } from '../visit.ts'

/** LiveKit's reports of who comes and goes reach the webhook service and take effect. */
export const webhooks: Check = {
  name: 'webhooks',
  title: 'Webhooks',
  needs: ['events'],
  needsOneOf: ['udp', 'tcp', 'turn'],
  limit: inTime + 5_000,
  run: async ({ found: seen, people }, signal) => {
    const stream = found({ found: seen }, 'events')
    const allKnown = () => (delays(people, stream.events).every((delay) => delay !== undefined) ? true : undefined)
    await stream.until(allKnown, AbortSignal.any([signal, AbortSignal.timeout(inTime)])).catch(() => {})
    return judgeWebhooks(people, stream.events)
  },
}
