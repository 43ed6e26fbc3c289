import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { transitions } from './meeting-machine.ts'

const commands = ['open', 'extend', 'change', 'warn', 'end', 'finish'] as const

const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`

/** The table of all transitions, as docs/reliability.md shows it. */
const rendered = (): string => {
  const rows = Object.entries(transitions).map(([status, allowed]: [string, Partial<Record<string, string>>]) => {
    const cells = commands.map((command) => allowed[command])
    return row([`\`${status}\``, ...cells.map((next) => (next === undefined ? '' : `\`${next}\``))])
  })
  return [row(['status', ...commands.map((command) => `\`${command}\``)]), `|${'---|'.repeat(commands.length + 1)}`, ...rows].join('\n')
}

test('every command of the machine has a column', () => {
  const known: readonly string[] = commands
  expect(
    Object.values(transitions)
      .flatMap((allowed) => Object.keys(allowed))
      .filter((command) => !known.includes(command)),
  ).toEqual([])
})

test('the page about reliability shows the transitions as they are', () => {
  const page = readFileSync(new URL('../../../../docs/reliability.md', import.meta.url), 'utf8')
  expect(page).toContain(rendered())
})
