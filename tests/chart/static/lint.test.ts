import { expect, test } from 'vitest'
import { chart, exampleFile, examples, helm } from '../chart.ts'

test('there are examples', () => expect(examples.length).toBeGreaterThanOrEqual(5))

test.each(examples)('helm lint --strict has nothing to say about %s', async (name) => {
  expect(await helm('lint', '--strict', chart, '--values', exampleFile(name))).toMatchObject({
    ok: true,
    output: expect.stringContaining('0 chart(s) failed'),
  })
})
