import { expect, it } from 'vitest'
import { ApiError } from './api.ts'
import { idempotently } from './idempotently.ts'

const lost = () => Promise.reject(new ApiError('network'))

const keys = async (ways: readonly (readonly [answer: () => Promise<unknown>, what?: string])[]) => {
  const request = idempotently()
  const sent: string[] = []
  for (const [answer, what] of ways) {
    await request((key) => {
      sent.push(key)
      return answer()
    }, what).catch(() => {})
  }
  return sent
}

const answered = () => Promise.resolve('done')

it('keeps the key while nobody knows whether it was done', async () => {
  const sent = await keys([[lost], [() => Promise.reject(new ApiError('unavailable', { status: 503 }))], [answered]])
  expect(new Set(sent).size).toBe(1)
})

it('takes a new key after an answer', async () => {
  const full = () => Promise.reject(new ApiError('meeting_full', { status: 409 }))
  const sent = await keys([[answered], [full], [answered]])
  expect(new Set(sent).size).toBe(3)
})

it('takes a new key for another request', async () => {
  const [ada, ben] = await keys([
    [lost, 'Ada'],
    [lost, 'Ben'],
  ])
  expect(ada).not.toBe(ben)
})

it('takes keys that nobody guesses and a header can carry', async () => {
  const sent = await keys(Array.from({ length: 100 }, () => [answered] as const))
  expect(new Set(sent).size).toBe(100)
  for (const key of sent) expect(key).toMatch(/^[\d-]{20,64}$/)
})

it('tells the caller what went wrong', async () => {
  await expect(idempotently()(lost)).rejects.toMatchObject({ code: 'network' })
})
