import { expect, it } from 'vitest'
import { latest } from './latest.ts'

it('applies the wish that came last, once, after the one under way', async () => {
  const applied: number[] = []
  let wish = 0
  let release = () => {}
  const ask = latest(async () => {
    applied.push(wish)
    await new Promise<void>((resolve) => {
      release = resolve
    })
  })
  const done = ask()
  for (wish = 1; wish < 4; wish++) void ask()
  release()
  await Promise.resolve().then(() => {})
  while (applied.length < 2) await Promise.resolve()
  release()
  await done
  expect(applied).toEqual([0, 4])
})

it('works again after a failure', async () => {
  let fail = true
  const ask = latest(async () => {
    if (fail) throw new Error('no')
  })
  await expect(ask()).rejects.toThrow('no')
  fail = false
  await expect(ask()).resolves.toBeUndefined()
})
