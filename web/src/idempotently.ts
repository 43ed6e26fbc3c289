/** Whether the server may have done what it gave no answer to. */
const isOpen = (error: unknown): boolean =>
  ['network', 'unavailable', 'internal'].includes((error as { readonly code?: string } | undefined)?.code ?? '')

/**
 * Gives a request its key. While nobody knows whether it was done, the same request goes with the same key,
 * so that its repetition does nothing twice; `what` tells one request from another.
 */
export const idempotently = () => {
  let pending: { readonly what: string; readonly key: string } | undefined
  return async <Answer>(send: (key: string) => Promise<Answer>, what = ''): Promise<Answer> => {
    // Not `randomUUID`, which is there on https only.
    if (pending?.what !== what) pending = { what, key: crypto.getRandomValues(new BigUint64Array(2)).join('-') }
    let open = false
    try {
      return await send(pending.key)
    } catch (error) {
      open = isOpen(error)
      throw error
    } finally {
      if (!open) pending = undefined
    }
  }
}
