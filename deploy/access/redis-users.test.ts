import { globSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { redisRights } from './redis-users.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** Commands that the Lua scripts of a service send; Redis refuses those that are not allowed only when it comes to them. */
const commandsOf = (service: string): string[] => {
  const scripts = globSync(`services/${service}/src/**/*.lua`, { cwd: root }).map((file) => readFileSync(`${root}/${file}`, 'utf8'))
  return scripts.flatMap((script) => [...script.matchAll(/redis\.p?call\('(\w+)'/g)].map(([, command]) => command?.toLowerCase() ?? ''))
}

test.each(['room-service', 'gateway'] as const)('%s may send every command of its scripts', (service) => {
  const allowed: readonly string[] = redisRights[service].commands
  expect(commandsOf(service).filter((command) => !allowed.includes(command))).toEqual([])
})

test('the scripts are found where they are looked for', () => expect(new Set(commandsOf('room-service')).size).toBeGreaterThan(10))
