import { readFileSync } from 'node:fs'
import { defineScript, type Script } from '@runde/service-kit/redis'
import type { Redis } from 'ioredis'
import type { Clock } from '../ports/clock.ts'

const lua = (name: string) => readFileSync(new URL(`./lua/${name}.lua`, import.meta.url), 'utf8')

/** Makes the scripts of `lua/` callable; each says at its head which keys and arguments it takes. All of them know `now`. */
export const loadScript = (redis: Redis, clock: Clock) => {
  const prelude = lua('now')
  return (name: string): Script => {
    const run = defineScript(redis, name, prelude + lua(name))
    return (keys, args) => run(keys, [...args, clock.offset()])
  }
}
