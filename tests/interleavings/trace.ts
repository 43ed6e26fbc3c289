import { aboutAnswer } from './about-call.ts'
import type { Fate, PendingCall, TakenStep } from './scheduler.ts'

export interface Trace {
  readonly lines: readonly string[]
  readonly note: (text: string) => void
  /** The line of a call that is about to be taken; what follows from the call is told after it. */
  readonly call: (call: PendingCall, fate: Fate) => { readonly answered: (taken: TakenStep) => void }
}

const answerOf = (fate: Fate, { value, error }: TakenStep): string => {
  if (fate === 'lost' || fate === 'crash-before') return ''
  return error === undefined ? ` -> ${aboutAnswer(value)}` : ` -> ${error}`
}

/** The version of a restored meeting is the time, by Redis's milliseconds: they are not the seed's. */
const withoutTime = (text: string) => text.replace(/\bv\d{12,}/g, 'v(restored)')

/** What happened, a line each: number, seconds since the beginning, who, what. The same for every run of a seed. */
export const startTrace = (elapsed: () => number): Trace => {
  const lines: string[] = []
  const write = (at: number, text: string) => {
    lines[at] = `${String(at + 1).padStart(5)} +${(elapsed() / 1_000).toFixed(3)}s ${withoutTime(text)}`
  }
  return {
    lines,
    note: (text) => write(lines.length, text),
    call({ actor, what, about }, fate) {
      const at = lines.push('') - 1
      const failure = fate === 'done' ? '' : `  *** ${fate}`
      return { answered: (taken) => write(at, `${actor.name} ${what}(${about})${answerOf(fate, taken)}${failure}`) }
    },
  }
}
