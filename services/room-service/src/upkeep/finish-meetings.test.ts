import { expect, test } from 'vitest'
import type { FoundMeeting } from '../ports/meetings.ts'
import { finishLater } from './finish-meetings.ts'

const found = (meeting_id: string) => ({ state: { meeting_id } }) as FoundMeeting

/** Finishing that lasts until it is told to be over. */
const heldFinish = () => {
  const begun: string[] = []
  const open: (() => void)[] = []
  const finish = (ending: readonly FoundMeeting[]) => {
    begun.push(ending.map(({ state }) => state.meeting_id).join(' '))
    return new Promise<void>((resolve) => open.push(resolve))
  }
  const finishNext = async () => {
    open.shift()?.()
    await new Promise(setImmediate)
  }
  return { begun, finish, finishNext }
}

test('the sweep does not wait, and no more than so many shards are finished at once', async () => {
  const { begun, finish, finishNext } = heldFinish()
  const finishing = finishLater(finish, 2)
  await finishing.add(['a', 'b'].map(found))
  await finishing.add(['c'].map(found))
  await finishing.add(['d'].map(found))
  expect(begun).toEqual(['a b', 'c'])
  await finishNext()
  expect(begun).toEqual(['a b', 'c', 'd'])
})

test('a meeting that comes again while it waits or is being finished is finished once, and later on again', async () => {
  const { begun, finish, finishNext } = heldFinish()
  const finishing = finishLater(finish, 1)
  await finishing.add(['a'].map(found))
  await finishing.add(['b'].map(found))
  await finishing.add(['a', 'b', 'c'].map(found))
  await finishNext()
  await finishNext()
  await finishNext()
  expect(begun).toEqual(['a', 'b', 'c'])
  await finishing.add(['a'].map(found))
  expect(begun).toEqual(['a', 'b', 'c', 'a'])
})

test('its end waits for what has begun, and begins nothing more', async () => {
  const { begun, finish, finishNext } = heldFinish()
  const finishing = finishLater(finish, 1)
  await finishing.add(['a'].map(found))
  await finishing.add(['b'].map(found))
  let over = false
  const end = finishing[Symbol.asyncDispose]().then(() => {
    over = true
  })
  await new Promise(setImmediate)
  expect(over).toBe(false)
  await finishNext()
  await end
  expect(begun).toEqual(['a'])
})
