import { readdirSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { chart, exampleFile, examples, exampleText, helm } from '../chart.ts'

/** UPDATE_GOLDENS=1 npm test -- chart writes them anew; what has changed is then there to be reviewed. */
const updating = Boolean(process.env.UPDATE_GOLDENS)
const folder = new URL('./goldens/', import.meta.url)

/** Secrets are drawn at random each time. */
const withoutSecrets = (text: string): string =>
  text
    .split(/^(?=---$)/m)
    .map((object) => (/^kind: Secret$/m.test(object) ? object.replace(/^( {2}[a-z-]+): [A-Za-z0-9+/=]{16,}$/gm, '$1: (made)') : object))
    .join('')

const compare = async (file: string, text: string) => {
  const golden = new URL(file, folder)
  if (updating) return writeFile(golden, text)
  expect(text).toBe(await readFile(golden, 'utf8').catch(() => `${file} does not exist; UPDATE_GOLDENS=1 writes it`))
}

test.each(examples)('%s is as it was reviewed', async (name) => compare(`${name}.yaml`, withoutSecrets(await exampleText(name))))

test.each(examples)('what is said after installing %s is as it was reviewed', async (name) => {
  const { ok, output } = await helm('install', 'runde', chart, '--namespace', 'meetings', '--dry-run=client', '--values', exampleFile(name))
  expect(ok, output).toBe(true)
  await compare(`${name}.notes.txt`, output.slice(output.indexOf('NOTES:')))
})

test('there is no golden of an example that is gone', () => {
  expect(readdirSync(folder).sort()).toEqual(examples.flatMap((name) => [`${name}.notes.txt`, `${name}.yaml`]).sort())
})
