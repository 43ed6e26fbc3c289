import type { Stream } from '@runde/contracts/stream'
import { Type } from 'typebox'
import { vi } from 'vitest'
import type { Bus, Call } from './bus.ts'
import { within } from './deadline.ts'

export const unique = (): string => Math.random().toString(36).slice(2)

/** A stream of numbers that no other test uses. */
export const counting = () => {
  const name = `TEST_${unique()}`
  const message = Type.Object({ n: Type.Integer() })
  return { name, subjects: `test.${name}.>`, message, maxAge: 60, dedupeWindow: 60 } as const satisfies Stream
}

export type Counting = ReturnType<typeof counting>

/** For a busy machine, on which NATS makes a stream on disk within it. */
export const soon = (): Call => within(10_000)

export const eventually = (check: () => void | Promise<void>): Promise<void> => vi.waitFor(check, { timeout: 20_000, interval: 20 })

/** Publishes a number on a subject of the stream, `n` when not said. */
export const publishNumber = (bus: Bus, stream: Counting, n: number, { id = String(n), topic = 'n' } = {}): Promise<void> =>
  bus.publish(stream, { n }, { subject: `test.${stream.name}.${topic}`, id }, soon())
