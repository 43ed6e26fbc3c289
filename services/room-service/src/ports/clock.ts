/**
 * The fourth port. Redis's clock decides everything about meetings, so that replicas with wrong clocks agree; `offset` is
 * added to it, in milliseconds: 0 always, but where tests let the time jump.
 */
export interface Clock {
  offset(): number
}

export const redisClock: Clock = { offset: () => 0 }
