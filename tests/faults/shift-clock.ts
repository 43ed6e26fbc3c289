import { readFileSync } from 'node:fs'

/**
 * For `node --import`: this process's clock goes wrong by what the file of its internal port in `CLOCK_SHIFTS` says, in
 * milliseconds. Timers and other processes are not touched.
 */
const shiftOf = (): number => {
  try {
    return Number(readFileSync(`${process.env.CLOCK_SHIFTS}/${process.env.INTERNAL_PORT}`, 'utf8'))
  } catch {
    return 0
  }
}

const shift = shiftOf()
const Right = Date

class Shifted extends Right {
  constructor(...values: readonly [] | ConstructorParameters<typeof Date>) {
    if (values.length === 0) super(Right.now() + shift)
    else super(...(values as ConstructorParameters<typeof Date>))
  }

  static override now(): number {
    return Right.now() + shift
  }
}

if (shift !== 0) globalThis.Date = Shifted as DateConstructor
