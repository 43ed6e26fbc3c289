import { randomUUID } from 'node:crypto'
import { RundeError } from '@runde/contracts/errors'
import { Type } from 'typebox'

const form = /^[\x21-\x7e]{1,255}$/

/** For the schema of a route that takes the header; its value is checked by `idempotencyKeyOf`. The key is a secret of its sender: it is never logged. */
export const IdempotencyHeaders = Type.Object({
  'idempotency-key': Type.Optional(
    Type.String({
      description:
        'Makes the request safe to repeat: the same key with the same request gets the same answer. 1 to 255 visible ASCII characters. Choose it at random, a UUID for example: whoever sends the same key is taken for you.',
      examples: ['0b2f7d0e-6a0c-4f4e-9d53-3f6c5d1f7a11'],
    }),
  ),
})

/** The key that a client sent; undefined without one. @throws RundeError `invalid` */
export const idempotencyKeyOf = (header: string | undefined): string | undefined => {
  if (header === undefined || form.test(header)) return header
  const fields = [{ field: 'Idempotency-Key', problem: 'must be 1 to 255 visible ASCII characters' }]
  throw new RundeError('invalid', 'Idempotency-Key must be 1 to 255 visible ASCII characters.', { fields })
}

/** For a client that sent none: a request that is repeated on its way inside must not do its work twice either. */
export const ownKey = (): string => randomUUID()
/** Seconds for which the answer to such a key is kept: longer than anybody inside repeats it. */
export const keepOwn = 60
