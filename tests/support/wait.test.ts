import { expect, test } from 'vitest'
import { until } from './wait.ts'

test('the first answer that is neither undefined nor false is returned, zero included', async () => {
  const answers = [undefined, false, 0, 1]
  expect(await until(() => answers.shift(), { what: 'a number', every: 1 })).toBe(0)
})

test('giving up says what was waited for and why the last look failed', async () => {
  const failing = until(() => Promise.reject(new Error('no route')), { what: 'the server', within: 20, every: 1 })
  await expect(failing).rejects.toMatchObject({ message: 'gave up waiting for the server after 20 ms', cause: { message: 'no route' } })
})
