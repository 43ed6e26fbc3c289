import { RundeError } from '@runde/contracts/errors'

/** The credential of an Authorization header; undefined without one. `what` names it to the caller. @throws RundeError `invalid` */
export const bearerOf = (authorization: string | undefined, what: string): string | undefined => {
  if (authorization === undefined) return undefined
  const token = /^Bearer ([\x21-\x7e]{1,128})$/i.exec(authorization)?.[1]
  if (token) return token
  const fields = [{ field: 'Authorization', problem: `must be "Bearer" and a ${what}` }]
  throw new RundeError('invalid', `The Authorization header must be "Bearer" and a ${what}.`, { fields })
}
