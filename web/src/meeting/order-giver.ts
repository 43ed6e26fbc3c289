import { codeOfFailure } from '../api.ts'
import { type HostFailure, hostFailure, isPassing } from './host-failure.ts'
import type { Toasts } from './toasts.ts'
import { t } from './words.ts'

/** Gives an order to the server, tells how it went, and answers whether it worked. */
export type GiveOrder = <Answer>(
  request: () => Promise<Answer>,
  /** What is said of it, if anything. */
  done: (answer: Answer) => string | undefined,
  /** What is said of a failure, if not the usual. */
  failed?: (failure: HostFailure) => string | undefined,
) => Promise<boolean>

export const orderGiver = (toasts: Pick<Toasts, 'say'>): GiveOrder => {
  const give: GiveOrder = async (request, done, failed) => {
    try {
      const text = done(await request())
      if (text) toasts.say({ text })
      return true
    } catch (error) {
      const failure = hostFailure(codeOfFailure(error))
      const again = { label: t().tryAgain, run: () => void give(request, done, failed) }
      toasts.say({ text: failed?.(failure) ?? t()[failure], ...(isPassing(failure) && { action: again }) })
      return false
    }
  }
  return give
}
